import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import {
  CancellationTokenSource,
  commands,
  EventEmitter,
  TabInputCustom,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { loadReport } from '../../src/engine/load-report.ts';
import { COMMANDS, RESULTS_EDITOR } from '../../src/manifest.ts';
import type { ToHost, ToPage, TrialKey } from '../../src/protocol.ts';
import type { RunEvent } from '../../src/run/events.ts';
import type { LiveRun, LiveRuns } from '../../src/ui/live-runs.ts';
import { createLog } from '../../src/ui/log.ts';
import { COMPARE_SCHEME } from '../../src/ui/results/compare-uri.ts';
import { openedRuns } from '../../src/ui/results/opened-runs.ts';
import { openResultsDocument, type ResultsDocument } from '../../src/ui/results/results-document.ts';
import { resultsEditorProvider, runsOf } from '../../src/ui/results/results-editor.ts';
import { wishedTrials } from '../../src/ui/results/wished-trials.ts';
import { EXPERIMENT, recordsOf, textOf } from '../unit/engine/run-files.ts';
import { activeExtension } from './support/extension.ts';
import { until } from './support/until.ts';
import { inWorkspace, writeText } from './support/workspace.ts';

const whole = recordsOf();
let outside: string;
before(async () => {
  await activeExtension();
  outside = await mkdtemp(join(tmpdir(), 'xen-bench-outside-'));
});
after(() => rm(outside, { recursive: true }));
afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

let files = 0;
/** A run file outside the workspace. */
async function written(text: string): Promise<Uri> {
  const path = join(outside, `run [${++files}].xenrun`);
  await writeFile(path, text);
  return Uri.file(path);
}

function shownRun(): string | null {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputCustom && input.viewType === RESULTS_EDITOR ? input.uri.toString() : null;
}

const log = createLog();

/** Runs of this window, as a test tells of them. */
function fakeRuns() {
  const changed = new EventEmitter<void>();
  const happened = new EventEmitter<{ run: LiveRun; event: RunEvent }>();
  const ended = new EventEmitter<{ run: LiveRun; exitCode: number }>();
  const all: LiveRun[] = [];
  const liveRuns: LiveRuns = {
    all,
    onDidChange: changed.event,
    onDidHappen: happened.event,
    onDidEnd: ended.event,
  };
  return { all, changed, happened, ended, liveRuns };
}

/** What a page is told. */
function page(document: ResultsDocument) {
  const messages: ToPage[] = [];
  const view = { show: (message: ToPage) => void messages.push(message) };
  document.attach(view);
  return {
    view,
    messages,
    /** The latest message of a kind for which something holds. */
    told: <T extends ToPage['type']>(
      type: T,
      holds: (message: Extract<ToPage, { type: T }>) => boolean = () => true,
    ) =>
      until(`a message ${type}`, () => {
        const last = messages.findLast((each): each is Extract<ToPage, { type: T }> => each.type === type);
        return last !== undefined && holds(last) ? last : null;
      }),
  };
}

/** A panel as VS Code gives it: once it is closed, whoever talks to it is told so. */
function fakePanel() {
  const said = new EventEmitter<unknown>();
  const closed = new EventEmitter<void>();
  const told: ToPage[] = [];
  let isClosed = false;
  const webview = {
    cspSource: '',
    asWebviewUri: (uri: Uri) => uri,
    onDidReceiveMessage: said.event,
    postMessage: async (message: ToPage) => void told.push(message),
  };
  const panel = {
    visible: true,
    get webview() {
      return new Proxy(webview, {
        get: (target, name) => {
          if (isClosed) throw new Error('Webview is disposed');
          return Reflect.get(target, name);
        },
      });
    },
    onDidChangeViewState: new EventEmitter<unknown>().event,
    onDidDispose: closed.event,
  } as unknown as WebviewPanel;
  const close = () => {
    isClosed = true;
    closed.fire();
  };
  return { panel, told, close, say: (message: ToHost) => said.fire(message) };
}

/** The editor of a document in such a panel. */
async function shownIn(document: ResultsDocument, wished = wishedTrials()) {
  const { panel, ...page } = fakePanel();
  const { extensionUri } = await activeExtension();
  const { liveRuns } = fakeRuns();
  const provider = resultsEditorProvider({ liveRuns, opened: openedRuns(), wished, extensionUri, log });
  await provider.resolveCustomEditor(document, panel, new CancellationTokenSource().token);
  return page;
}

const documents: ResultsDocument[] = [];
afterEach(() => {
  for (const document of documents.splice(0)) document.dispose();
});
async function opened(uri: Uri, { liveRuns } = fakeRuns(), pool = openedRuns()): Promise<ResultsDocument> {
  const document = await openResultsDocument(uri, runsOf(uri), { liveRuns, opened: pool, log });
  documents.push(document);
  return document;
}

describe('opening results', () => {
  it('shows a run of the workspace in its editor, as opening the file does', async () => {
    const uri = inWorkspace('.xenbench', 'runs', 'open.xenrun');
    await writeText(uri, textOf(whole));
    await commands.executeCommand(COMMANDS.openResults, uri);
    await until('the editor', () => shownRun() === uri.toString());
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('vscode.open', uri);
    await until('the editor', () => shownRun() === uri.toString());
  });

  it('shows a run from outside the workspace, given as an item of a tree', async () => {
    const resourceUri = await written(textOf(whole));
    await commands.executeCommand(COMMANDS.openResults, { resourceUri });
    await until('the editor', () => shownRun() === resourceUri.toString());
  });

  it('shows the newest run of an experiment', async () => {
    await writeText(inWorkspace('newest.xenbench.jsonc'), JSON.stringify(EXPERIMENT));
    const [older, newer] = ['2026-01-01', '2026-01-02'].map((day) =>
      inWorkspace('.xenbench', 'runs', `newest-${day}T00-00-00Z.xenrun`),
    );
    for (const uri of [older, newer]) {
      if (uri !== undefined) await writeText(uri, textOf(whole));
    }
    await commands.executeCommand(COMMANDS.refresh).then(undefined, () => {});
    await until('the newest run', async () => {
      await commands.executeCommand(COMMANDS.openResults, inWorkspace('newest.xenbench.jsonc'));
      return shownRun() === newer?.toString();
    });
  });
});

describe('the results of a run file', () => {
  it('are those of its report, and follow it as it grows', async () => {
    const uri = await written(textOf(whole.slice(0, 9)));
    const { messages, told } = page(await opened(uri));
    const first = await told('results');
    deepEqual(first.results.report, await loadReport([uri.fsPath]));
    deepEqual(first.live, null);
    for (const record of whole.slice(9)) await appendFile(uri.fsPath, textOf([record]));
    const last = await told('results', ({ results }) => results.report.runs[0]?.outcome === 'completed');
    deepEqual(last.results.report, await loadReport([uri.fsPath]));
    // 30 lines came; a page is told a few times a second.
    equal(messages.filter(({ type }) => type === 'problem').length, 0);
  });

  it('lead to a trial with its output', async () => {
    const document = await opened(await written(textOf(whole)));
    await page(document).told('results');
    const { record } = await document.trial({ run: 0, trial: 5, attempt: 1 });
    equal(record.stdout, 'output of trial 5');
    await rejects(document.trial({ run: 0, trial: 500, attempt: 1 }), /holds no attempt/);
  });

  it('of a damaged file are a sentence, until it is whole', async () => {
    const uri = await written(`${textOf(whole.slice(0, 3))}hello\n`);
    const { told } = page(await opened(uri));
    match((await told('problem')).message, /xenrun:4: not a line of JSON/);
    await writeFile(uri.fsPath, textOf(whole));
    await told('results');
  });

  it('stay when it is deleted, which is said; and it is read when it comes again', async () => {
    const uri = await written(textOf(whole));
    const { messages, told } = page(await opened(uri));
    await told('results');
    await rm(uri.fsPath);
    match((await told('notice')).message ?? '', /Deleted since it was read: .*xenrun/);
    equal(messages.at(-1)?.type === 'problem', false);
    await writeFile(uri.fsPath, textOf(whole.slice(0, 10)));
    await told('notice', ({ message }) => message === null);
    await told('results', ({ results }) => results.report.trials.valid === 7);
  });

  it('of a file that is not there yet, nor its folder, come with it', async () => {
    const uri = Uri.file(join(outside, 'later', 'runs', 'run.xenrun'));
    const { told } = page(await opened(uri));
    match((await told('problem')).message, /there is no such file/);
    await mkdir(join(uri.fsPath, '..'), { recursive: true });
    await writeFile(uri.fsPath, textOf(whole));
    await told('results', ({ results }) => results.report.trials.valid === 36);
  });

  it('tell that another process writes it, and when it is done', async () => {
    const uri = await written(textOf(whole.slice(0, 9)));
    await writeFile(`${uri.fsPath}.lock`, JSON.stringify({ pid: process.pid, host: hostname() }));
    const { told } = page(await opened(uri));
    const { live } = await told('results');
    deepEqual(live, { done: 6, trials: 36, secondsLeft: null, now: '', ours: false });
    await rm(`${uri.fsPath}.lock`);
    await told('live', (message) => message.live === null);
  });

  it('tell of a run of this window what it does now, without reading for it', async () => {
    const uri = await written(textOf(whole.slice(0, 9)));
    const runs = fakeRuns();
    const run: LiveRun = {
      id: 1,
      experiment: Uri.file('/x.xenbench.jsonc'),
      title: 'x',
      runFile: uri.fsPath,
      place: 'terminal',
      targets: [],
      hosts: [],
      progress: { done: 6, trials: 36, secondsLeft: 30, now: 'hvm cpu' },
      notValid: 0,
      cancelling: false,
      cancel: () => {},
    };
    runs.all.push(run);
    const { told } = page(await opened(uri, runs));
    deepEqual((await told('results')).live, {
      done: 6,
      trials: 36,
      secondsLeft: 30,
      now: 'hvm cpu',
      ours: true,
    });
    runs.all[0] = { ...run, progress: { ...run.progress, now: 'bare memory' } };
    runs.changed.fire();
    equal((await told('live')).live?.now, 'bare memory');
    runs.all.pop();
    runs.changed.fire();
    await told('live', ({ live }) => live === null);
  });

  it('are not read while nobody looks, and caught up with when somebody does', async () => {
    const uri = await written(textOf(whole.slice(0, 9)));
    const document = await opened(uri);
    const { view, messages, told } = page(document);
    await told('results');
    document.detach(view);
    const before = messages.length;
    await appendFile(uri.fsPath, textOf(whole.slice(9)));
    const other = page(await opened(uri));
    await other.told('results', ({ results }) => results.report.trials.valid === 36);
    equal(messages.length, before);
    document.attach(view);
    await told('results', ({ results }) => results.report.trials.valid === 36);
  });

  it('that come after their editor was closed are told to nobody, and fail nowhere', async () => {
    const uri = await written(textOf(whole));
    const document = await opened(uri);
    let answer: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { trial } = document;
    const slow = { ...document, trial: (key: TrialKey) => asked.then(() => trial(key)) };
    const { say, close, told } = await shownIn(slow);
    const failures: unknown[] = [];
    const failed = (reason: unknown) => void failures.push(reason);
    process.on('unhandledRejection', failed);
    try {
      say({ type: 'ready' });
      await until('the results', () => told.some(({ type }) => type === 'results'));
      say({ type: 'trial', key: { run: 0, trial: 5, attempt: 1 } });
      close();
      answer();
      await document.trial({ run: 0, trial: 5, attempt: 1 });
      await new Promise((resolve) => setImmediate(resolve));
      deepEqual(failures, []);
      equal(
        told.some(({ type }) => type === 'trial'),
        false,
      );
    } finally {
      process.off('unhandledRejection', failed);
    }
  });

  it('open at a trial that was asked for before it was there', async () => {
    const uri = await written(textOf(whole.slice(0, 9)));
    const wished = wishedTrials();
    const { say, told } = await shownIn(await opened(uri), wished);
    wished.wish(uri, 20);
    say({ type: 'ready' });
    await until('the results', () => told.some(({ type }) => type === 'results'));
    equal(
      told.some(({ type }) => type === 'show-trial'),
      false,
    );
    await appendFile(uri.fsPath, textOf(whole.slice(9)));
    const asked = await until('the trial', () => told.find((message) => message.type === 'show-trial'));
    deepEqual(asked.key, { run: 0, trial: 20, attempt: 1 });
    equal(wished.of(uri), null);
  });

  it('are read once for several editors of it', async () => {
    const uri = await written(textOf(whole));
    const pool = openedRuns();
    const [one, two] = [await pool.open(uri), await pool.open(uri)];
    equal(one.follower, two.follower);
    one.dispose();
    one.dispose();
    equal((await pool.open(uri)).follower, two.follower);
  });
});

describe('a comparison', () => {
  it('of runs that were given opens at once, and shows them all', async () => {
    const uris = [
      await written(textOf(whole)),
      await written(textOf(recordsOf({ ...EXPERIMENT, repetitions: 3 }, 'run-b'))),
    ];
    await commands.executeCommand(COMMANDS.compareRuns, { resourceUri: uris[0] }, [
      { resourceUri: uris[0] },
      { resourceUri: uris[1] },
    ]);
    const compare = await until('the comparison', () => {
      const shown = shownRun();
      return shown?.startsWith(COMPARE_SCHEME) ? Uri.parse(shown) : null;
    });
    match(
      window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      /^Compare run \[\d+\] and run \[\d+\]\.xenrun$/,
    );
    const { results } = await page(await opened(compare)).told('results');
    deepEqual(results.report, await loadReport(uris.map(({ fsPath }) => fsPath)));
    equal(results.files.length, 2);
  });

  it('of nothing is a sentence, not an error', async () => {
    const nothing = Uri.from({ scheme: COMPARE_SCHEME, path: '/x.xenrun', query: '["file:///etc/passwd"]' });
    match((await page(await opened(nothing)).told('problem')).message, /names no run files/);
    await rejects(async () => workspace.fs.stat(nothing));
    await rejects(async () => workspace.fs.writeFile(nothing, new Uint8Array()));
  });
});

it('the experiment inside a run file is a text that cannot be changed', async () => {
  const run = await written(textOf(whole));
  const uri = Uri.from({
    scheme: 'xenbench-experiment',
    path: '/sample.xenbench.jsonc',
    query: run.toString(),
  });
  const document = await workspace.openTextDocument(uri);
  equal(document.getText(), JSON.stringify(EXPERIMENT));
  equal(workspace.fs.isWritableFileSystem('xenbench-experiment'), false);
  await rejects(async () => workspace.fs.stat(uri.with({ query: 'file:///nowhere.xenrun' })));
});
