import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesInZip } from '../support/zip.ts';
import { cspViolations } from './support/console.ts';
import { openViewContainer } from './support/tree.ts';
import { openVscode } from './support/vscode.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xen-bench-vsix-'));
  const vsix = join(folder, 'xen-bench.vsix');

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['tools/package.mjs', '--out', vsix], { cwd: ROOT });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what the extension needs, and nothing else', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const files = [...filesInZip(vsix).keys()].filter((path) => path.startsWith('extension/'));
    const own = files.map((path) => path.slice('extension/'.length));
    expect(own).toEqual(
      expect.arrayContaining([
        'package.json',
        'package.nls.json',
        'package.nls.pt-br.json',
        'readme.md',
        'changelog.md',
        'LICENSE.txt',
        'dist/cli.js',
        'dist/extension.js',
        'dist/pictures.js',
        'dist/webview/results.js',
        'dist/webview/results.css',
        'dist/webview/notebook-renderer.js',
        'media/xenbench.schema.json',
        manifest.icon,
      ]),
    );
    const expected =
      /^(?:package(?:\.nls(?:\.[\w-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|dist\/(?:cli|extension|pictures)\.js|dist\/extension\/\w+\.js|dist\/webview\/[\w-]+\.(?:js|css)|l10n\/[\w.-]+\.json|media\/(?:walkthrough\/)?[\w.-]+\.(?:png|svg|json|md))$/;
    expect(own.filter((path) => !expected.test(path))).toEqual([]);
  });

  it('holds every part of the extension', () => {
    const parts = readdirSync(join(ROOT, 'dist', 'extension')).filter((name) => name.endsWith('.js'));
    expect(parts.length).toBeGreaterThan(10);
    const files = filesInZip(vsix);
    expect(parts.filter((name) => !files.has(`extension/dist/extension/${name}`))).toEqual([]);
  });

  it('has every file that its manifest names', () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
    const files = filesInZip(vsix);
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[^"*]+\.\w+)"/g)].map(([, path]) => path);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !files.has(`extension/${path}`))).toEqual([]);
  });

  it('is small', () => {
    expect(statSync(vsix).size).toBeLessThan(1_500_000);
  });

  it('can be installed, and shows its view', async () => {
    const vscode = await openVscode({ extension: vsix });
    try {
      await openViewContainer(vscode.page, 'Xen Bench');
      await vscode.page.locator('.part.sidebar').getByText('Experiments').first().waitFor();
      expect(cspViolations(vscode.console)).toEqual([]);
    } finally {
      await vscode.close();
    }
  });
});
