import {
  type CustomReadonlyEditorProvider,
  type Disposable,
  Disposable as Life,
  l10n,
  Uri,
  type WebviewPanel,
} from 'vscode';
import { HumanError } from '../../human-error.ts';
import type { Results, ToHost, ToPage } from '../../protocol.ts';
import { logError } from '../log.ts';
import { attemptAt } from './attempt-at.ts';
import { COMPARE_SCHEME, comparedRuns } from './compare-uri.ts';
import { messageFromPage } from './message-from-page.ts';
import { loadPage } from './page.ts';
import { doForPage, type PageRequestPorts } from './page-requests.ts';
import {
  type DocumentPorts,
  openResultsDocument,
  type ResultsDocument,
  type ResultsView,
} from './results-document.ts';
import type { WishedTrials } from './wished-trials.ts';

export interface EditorPorts extends DocumentPorts, PageRequestPorts {
  readonly extensionUri: Uri;
  readonly wished: WishedTrials;
}

/** The editor of `*.xenrun`: a page that shows run files and follows them, also outside a workspace and untrusted. */
export function resultsEditorProvider(ports: EditorPorts): CustomReadonlyEditorProvider<ResultsDocument> {
  return {
    openCustomDocument: (uri) => openResultsDocument(uri, runsOf(uri), ports),
    resolveCustomEditor: (document, panel) => showInPanel(document, panel, ports),
  };
}

/** The run files that a uri stands for; none where it is a comparison of nothing. */
export function runsOf(uri: Uri): readonly Uri[] {
  if (uri.scheme !== COMPARE_SCHEME) return [uri];
  return comparedRuns(uri.query)?.map((run) => Uri.parse(run, true)) ?? [];
}

function showInPanel(document: ResultsDocument, panel: WebviewPanel, ports: EditorPorts): void {
  const { webview } = panel;
  let closed = false;
  // What was asked for may come when the page is gone.
  const send = (message: ToPage): void => {
    if (!closed) webview.postMessage(message).then(undefined, () => {});
  };
  let shown: Results | null = null;
  let detached = false;
  /** A trial can be shown as soon as the page knows it; what a terminal has just printed may not be here yet. */
  const showWished = (): void => {
    if (shown === null || !panel.visible) return;
    const trial = ports.wished.of(document.uri);
    const attempt = trial === null ? null : attemptAt(trial, shown);
    if (trial === null || attempt === null) return;
    ports.wished.over(document.uri);
    send({ type: 'show-trial', key: { run: 0, trial, attempt } });
  };
  const view: ResultsView = {
    show(message) {
      send(message);
      if (message.type !== 'results') return;
      shown = message.results;
      showWished();
    },
  };
  const handle = async (message: ToHost): Promise<void> => {
    if (message.type === 'ready') {
      // A page that was hidden is made anew when it is shown, and asks again.
      document.attach(view);
    } else if (message.type === 'trial') {
      const { key } = message;
      try {
        send({ type: 'trial', key, detail: await document.trial(key) });
      } catch (error) {
        logError(ports.log, 'A trial could not be shown.', error);
        const told = error instanceof HumanError ? error.message : l10n.t('The log tells more.');
        send({ type: 'trial-problem', key, message: told });
      }
    } else await doForPage(message, document, ports);
  };
  const life: Disposable = Life.from(
    ports.wished.onDidWish(showWished),
    webview.onDidReceiveMessage((given: unknown) => {
      const message = messageFromPage(given);
      if (message === null) ports.log.warn('A results page sent a message that is none.');
      else void handle(message);
    }),
    panel.onDidChangeViewState(() => {
      // A page that was out of sight for a moment only is not made anew, and does not ask again.
      if (panel.visible) {
        if (detached) document.attach(view);
        detached = false;
        return;
      }
      detached = true;
      document.detach(view);
      shown = null;
    }),
    panel.onDidDispose(() => {
      closed = true;
      ports.wished.over(document.uri);
      document.detach(view);
      life.dispose();
    }),
  );
  loadPage(webview, ports.extensionUri);
}
