import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type Webview } from 'vscode';
import { pageHtml } from './page-html.ts';

/** Puts the results page into a webview; it asks for its data when it is there. */
export function loadPage(webview: Webview, extension: Uri): void {
  const files = Uri.joinPath(extension, 'dist', 'webview');
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(files, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [files] };
  webview.html = pageHtml({
    source: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    script: file('results.js'),
    style: file('results.css'),
    language: env.language,
    title: l10n.t('Xen Bench Results'),
  });
}
