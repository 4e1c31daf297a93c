import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import {
  commands,
  EventEmitter,
  type LogOutputChannel,
  type TreeItem,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { COMMANDS, ITEMS } from '../../src/manifest.ts';
import { checkTargets } from '../../src/ui/explorer/check-command.ts';
import { type Checks, targetChecks } from '../../src/ui/explorer/checks.ts';
import { type Contents, explorerContents } from '../../src/ui/explorer/contents.ts';
import { explorerDomains } from '../../src/ui/explorer/domains.ts';
import { itemOf } from '../../src/ui/explorer/items.ts';
import type { ExplorerNode } from '../../src/ui/explorer/nodes.ts';
import { runSummaries } from '../../src/ui/explorer/summaries.ts';
import { experimentFiles, type WorkspaceExperiments } from '../../src/ui/files/experiment-files.ts';
import type { LiveRun, LiveRuns } from '../../src/ui/live-runs.ts';
import { answerMessages } from './support/answers.ts';
import { activeExtension } from './support/extension.ts';
import { answerQuestions } from './support/questions.ts';
import { exitCodeOf, tasksOf } from './support/tasks.ts';
import { until } from './support/until.ts';
import { inWorkspace, readText, writeText } from './support/workspace.ts';

const TEXT = `// Ours.
{
  "title": "Explorer's own",
  "targets": {
    // without Xen
    "bare": { "kind": "native", "host": "lab:native" }, // rack 1
    "pv": { "kind": "pv", "host": "lab:pv" }
  },
  "baseline": "bare",
  "benchmarks": [
    "memory", // Copy, Scale, Add, Triad
    { "benchmark": "cpu", "seconds": 1 }
  ],
  "repetitions": 2
}
`;

describe('the explorer', () => {
  const uri = () => inWorkspace('explorer', 'mine.xenbench.jsonc');
  const log = window.createOutputChannel('Explorer tests', { log: true });
  let tree: Tree;

  before(async () => {
    await activeExtension();
    tree = openTree(log);
    await tree.files.ready;
  });
  after(() => {
    tree.dispose();
    log.dispose();
  });
  beforeEach(async () => {
    await writeText(uri(), TEXT);
    // Earlier tests may have it open.
    await until('the editor shows the file again', async () => {
      const document = await workspace.openTextDocument(uri());
      if (document.isDirty) await revert(uri());
      return document.getText() === TEXT;
    });
    await until('the experiment is found', () => tree.file(uri())?.reading.text === TEXT);
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  describe('tree', () => {
    it('has each experiment with its targets, benchmarks and runs', async () => {
      const item = await tree.item('mine');
      deepEqual([item.description, item.contextValue], ["Explorer's own", ITEMS.experiment]);
      deepEqual(await tree.labels('mine'), ['Targets 2', 'Benchmarks 2', 'Runs 0']);
      deepEqual(await tree.labels('mine', 'Targets'), ['bare native  lab:native  baseline', 'pv pv  lab:pv']);
      const benchmarks = await tree.labels('mine', 'Benchmarks');
      match(benchmarks[0] ?? '', /^memory about \d/);
      match(benchmarks[1] ?? '', /^cpu about \d/);
    });

    it('gives items that commands know what to do with', async () => {
      const target = await tree.node('mine', 'Targets', 'pv');
      deepEqual([target.type, 'target' in target && target.target], ['target', 'pv']);
      ok('experiment' in target && target.experiment?.toString() === uri().toString());
      equal((await tree.node('mine', 'Targets', 'pv')) === target, true);
    });

    it('shows the text of an editor before it is saved', async () => {
      const document = await workspace.openTextDocument(uri());
      const edit = new WorkspaceEdit();
      edit.insert(uri(), document.positionAt(TEXT.indexOf("Explorer's")), 'NEW ');
      // In an editor, because VS Code may close a document that nobody looks at.
      await window.showTextDocument(document);
      ok(await workspace.applyEdit(edit));
      await until(
        'the new title is there',
        async () => (await tree.item('mine')).description === "NEW Explorer's own",
      );
      equal(await readText(uri()), TEXT);
      await revert(uri());
      await until(
        'the old title is back',
        async () => (await tree.item('mine')).description === "Explorer's own",
      );
    });

    it('follows files that come, break and go', async () => {
      const other = inWorkspace('explorer', 'other.xenbench.jsonc');
      await writeText(other, TEXT);
      await until('the new experiment is there', () => tree.file(other));
      await writeText(other, TEXT.replace('"baseline"', '"base"'));
      const broken = await until('its mistake is shown', async () => {
        const item = await tree.item('other');
        return item.contextValue === ITEMS.experimentBroken && item;
      });
      match(String(broken.description), /^line 9: Unknown key "base"/);
      equal(broken.command?.command, COMMANDS.openAtLine);
      await workspace.fs.delete(other);
      await until('the experiment is gone', () => tree.file(other) === undefined);
    });

    it('lists a run with what came of it', async () => {
      const run = await tasksOf({
        'explorer run': { experiment: 'explorer/mine.xenbench.jsonc', benchmarks: ['cpu'] },
      });
      equal(await exitCodeOf(() => run('explorer run')), 0);
      const item = await until('the run is summed up', async () => {
        const runs = await tree.children('mine', 'Runs').catch(() => []);
        const [first] = await Promise.all(runs.map((node) => tree.itemOf(node)));
        return first?.description ? first : null;
      });
      match(String(item.description), /^4 of 4 valid, simulated, CV up to [\d.]+ % \w+ \(CPU\)$/);
      deepEqual([item.contextValue, item.command?.command], [ITEMS.run, COMMANDS.openResults]);
      ok(item.resourceUri?.path.endsWith('.xenrun'));
    });

    it('finds runs where the watcher of VS Code does not look', async () => {
      const runs = Uri.joinPath(uri(), '..', '.xenbench', 'runs');
      const run = Uri.joinPath(runs, 'mine-2026-02-01T00-00-00Z.xenrun');
      const settings = workspace.getConfiguration('files');
      const isListed = () => tree.file(uri())?.runs.some(({ path }) => path === run.path);
      await settings.update('watcherExclude', { '**/.xenbench/**': true });
      try {
        await watcherIsBlindTo(runs, Uri.joinPath(uri(), '..'));
        await writeText(run, 'rubbish\n');
        await until('the run is found', () => isListed() === true);
        await workspace.fs.delete(run);
        await until('it is gone', () => isListed() === false);
      } finally {
        await settings.update('watcherExclude', undefined);
      }
    });

    it('counts a run that goes on, on the run and on its experiment', async () => {
      const run = fakeRun(uri(), { done: 120, trials: 330 });
      tree.live.all.push(run);
      try {
        equal((await tree.item('mine')).contextValue, ITEMS.experimentRunning);
        match(String((await tree.item('mine')).description), /^120 \/ 330/);
        const [node] = await tree.children('mine', 'Runs');
        ok(node);
        const item = await tree.itemOf(node);
        equal(item.contextValue, ITEMS.runRunning);
        match(String(item.description), /^120 \/ 330, 1 min left/);
      } finally {
        tree.live.all.pop();
      }
    });

    it('keeps older runs below the newest ones', async () => {
      const run = Uri.joinPath(uri(), '..', '.xenbench', 'runs', 'x');
      const name = (minute: number) => `mine-2026-01-01T00-${String(minute).padStart(2, '0')}-00Z.xenrun`;
      const files = Array.from({ length: 5 }, (_, minute) => Uri.joinPath(run, '..', name(minute)));
      await Promise.all(files.map((each) => writeText(each, 'rubbish\n')));
      const settings = workspace.getConfiguration('xenBench');
      try {
        await settings.update('explorer.runs', 2);
        const labels = await until('the runs are found', async () => {
          const found = await tree.labels('mine', 'Runs');
          return found.length === 3 && (tree.file(uri())?.runs.length ?? 0) >= 5 && found;
        });
        match(labels[2] ?? '', /^\d+ older runs/);
        const node = (await tree.children('mine', 'Runs'))[2];
        ok(node);
        equal((await tree.contents.children(node)).length, (tree.file(uri())?.runs.length ?? 0) - 2);
      } finally {
        await settings.update('explorer.runs', undefined);
        await Promise.all(files.map((each) => workspace.fs.delete(each)));
      }
    });
  });

  describe('editing', () => {
    it('adds a target by questions, and keeps comments and layout', async () => {
      const asked = answerQuestions(
        { take: 'hvm' },
        { type: '-oProxyCommand=x' },
        { type: 'root@10.0.0.12' },
        'back',
        { take: 'lab:hvm' },
        { type: 'pv' },
        { type: 'HVM guest' },
      );
      await commands.executeCommand(COMMANDS.addTarget, await tree.node('mine', 'Targets'));
      equal(
        await readText(uri()),
        TEXT.replace(
          '"host": "lab:pv" }\n',
          '"host": "lab:pv" },\n    "HVM guest": { "kind": "hvm", "host": "lab:hvm" }\n',
        ),
      );
      deepEqual(
        asked.map(({ step }) => step),
        ['1/4', '2/4', '2/4', '3/4', '2/4', '3/3', '3/3'],
      );
      match(asked[1]?.problem ?? '', /must not begin with "-"/);
      match(asked[5]?.problem ?? '', /There is a target "pv" already/);
      deepEqual([asked[5]?.at, asked[6]?.problem], ['hvm', '']);
      await until('the tree shows it', async () => (await tree.labels('mine', 'Targets')).length === 3);
    });

    it('can be undone in the editor', async () => {
      answerQuestions({ type: 'other' });
      const editor = await window.showTextDocument(uri());
      await commands.executeCommand(COMMANDS.renameTarget, { experiment: uri(), target: 'pv' });
      ok(editor.document.getText().includes('"other": { "kind": "pv"'));
      equal(editor.document.isDirty, false);
      await window.showTextDocument(uri());
      await commands.executeCommand('undo');
      equal(editor.document.getText(), TEXT);
    });

    it('does not save what the person had not saved', async () => {
      const document = await workspace.openTextDocument(uri());
      const edit = new WorkspaceEdit();
      edit.insert(uri(), document.positionAt(0), '// not saved\n');
      await workspace.applyEdit(edit);
      answerQuestions({ take: 'Host' }, { take: 'lab:hvm' });
      await commands.executeCommand(COMMANDS.editTarget, { experiment: uri(), target: 'pv' });
      equal(document.getText(), `// not saved\n${TEXT.replace('"lab:pv"', '"lab:hvm"')}`);
      equal(document.isDirty, true);
      equal(await readText(uri()), TEXT);
    });

    it('asks for another baseline where the baseline goes, and offers a way back', async () => {
      answerQuestions({ take: 'pv' });
      const shown = answerMessages('showInformationMessage', () => 'Undo');
      await commands.executeCommand(COMMANDS.removeTarget, { experiment: uri(), target: 'bare' });
      await until('it is undone', async () => (await readText(uri())) === TEXT);
      deepEqual(shown, [
        {
          text: 'Removed the target "bare" from mine.xenbench.jsonc.',
          detail: '',
          modal: false,
          buttons: ['Undo'],
        },
      ]);
    });

    it('gives up at Escape without a trace', async () => {
      for (const command of [COMMANDS.addTarget, COMMANDS.addBenchmark]) {
        answerQuestions('escape');
        await commands.executeCommand(command, { experiment: uri() });
      }
      equal(await readText(uri()), TEXT);
    });

    it('adds a network benchmark with the peer that it needs', async () => {
      const asked = answerQuestions(
        { take: 'tcp-small' },
        { type: '16 64k' },
        { type: '16 64K' },
        { take: 'lab:peer' },
        { type: '10.0.0.2' },
      );
      await commands.executeCommand(COMMANDS.addBenchmark, { experiment: uri() });
      match(asked[1]?.problem ?? '', /must be written "64K"/);
      const text = await readText(uri());
      ok(text.includes('    { "benchmark": "tcp-small", "sizes": ["16", "64K"] }\n  ],'), text);
      ok(
        text.includes('  "repetitions": 2,\n  "peer": { "host": "lab:peer", "address": "10.0.0.2" }\n}'),
        text,
      );
    });

    it('changes, renames and removes a benchmark', async () => {
      answerQuestions({ take: 'Threads' }, { type: 'two' }, { type: '2' });
      await commands.executeCommand(COMMANDS.editBenchmark, await tree.node('mine', 'Benchmarks', 'memory'));
      ok((await readText(uri())).includes('    { "benchmark": "memory", "threads": 2 }, // Copy, Scale'));
      answerQuestions({ type: 'stream' });
      await commands.executeCommand(COMMANDS.renameBenchmark, { experiment: uri(), benchmark: 'memory' });
      ok((await readText(uri())).includes('"threads": 2, "name": "stream" }, // Copy'));
      answerMessages('showInformationMessage', () => undefined);
      await commands.executeCommand(COMMANDS.removeBenchmark, { experiment: uri(), benchmark: 'stream' });
      equal(await readText(uri()), TEXT.replace('    "memory", // Copy, Scale, Add, Triad\n', ''));
    });

    it('of a broken file is refused, and the place is told', async () => {
      const broken = inWorkspace('explorer', 'broken.xenbench.jsonc');
      await writeText(broken, '{\n  "targets": {}\n  "benchmarks": []\n}\n');
      const shown = answerMessages('showErrorMessage', () => undefined);
      await commands.executeCommand(COMMANDS.addTarget, { experiment: broken });
      await until('the error is shown', () => shown.length > 0);
      match(shown[0]?.text ?? '', /line 3, column 3: A comma is missing before this/);
      await workspace.fs.delete(broken);
    });
  });

  it('opens an experiment at the line of an item', async () => {
    const lineOf = async (node: ExplorerNode) => {
      await commands.executeCommand(COMMANDS.openAtLine, node);
      const editor = window.activeTextEditor;
      return editor?.document.lineAt(editor.selection.start).text.trim();
    };
    match((await lineOf(await tree.node('mine', 'Targets', 'pv'))) ?? '', /^"pv":/);
    match((await lineOf(await tree.node('mine', 'Benchmarks', 'cpu'))) ?? '', /"cpu"/);
    match((await lineOf(await tree.node('mine', 'Benchmarks'))) ?? '', /^"benchmarks"/);
  });

  it('creates an experiment at its first host, and never writes over one', async () => {
    const fresh = inWorkspace('fresh.xenbench.jsonc');
    const asked = answerQuestions({ type: 'demo' }, { type: 'a/b' }, { type: 'fresh.xenbench.jsonc' });
    await commands.executeCommand(COMMANDS.createExperiment);
    match(asked[0]?.problem ?? '', /already/);
    match(asked[1]?.problem ?? '', /cannot be called this/);
    const editor = await until('it is open', () =>
      window.activeTextEditor?.document.uri.toString() === fresh.toString() ? window.activeTextEditor : null,
    );
    equal(editor.document.getText(editor.selection), 'root@10.0.0.11');
    await until('the tree shows it', () => tree.file(fresh)?.reading.experiment);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(fresh);
  });

  describe('check', () => {
    it('connects to a target, and puts the outcome on it', async () => {
      const experiment = tree.file(uri())?.reading.experiment;
      ok(experiment);
      await checkTargets(tree.checkSources(), { experiment: uri(), target: 'pv' });
      const [bare, pv] = await Promise.all(
        ['bare', 'pv'].map(async (name) => tree.itemOf(await tree.node('mine', 'Targets', name))),
      );
      match(String(pv?.description), /ready, simulated, PV$/);
      match(String(pv?.tooltip), /Seen: /);
      match(String(bare?.description), /baseline$/);
      equal(tree.checks.isChecking(uri()), false);
    });

    it('waits for a run that measures on the same machine, whichever experiment that is of', async () => {
      await writeText(uri(), TEXT.replace('"lab:pv"', '"lab:this-machine"'));
      await until('the change is read', async () => {
        const document = await workspace.openTextDocument(uri());
        return (
          document.getText() === tree.file(uri())?.reading.text && document.getText().includes('this-machine')
        );
      });
      const other = Uri.joinPath(uri(), '..', 'other.xenbench.jsonc');
      tree.live.all.push({ ...fakeRun(other, { done: 1, trials: 2 }), hosts: ['lab:this-machine'] });
      try {
        const check = (target: string) => checkTargets(tree.checkSources(), { experiment: uri(), target });
        await rejects(check('pv'), /measures on lab:this-machine just now/);
        await check('bare');
      } finally {
        tree.live.all.pop();
      }
    });

    it('tells what stands in the way of a target', async () => {
      await writeText(uri(), TEXT.replace('"lab:pv"', '"nobody@127.0.0.1:1"'));
      await until('the change is read', async () => {
        const document = await workspace.openTextDocument(uri());
        return document.getText().includes('nobody@') && tree.file(uri())?.reading.text.includes('nobody@');
      });
      const shown = answerMessages('showWarningMessage', () => undefined);
      await checkTargets(tree.checkSources(), { experiment: uri(), target: 'pv' });
      equal(shown.length, 1);
      deepEqual(shown[0]?.buttons, ['Show Log']);
      const item = await tree.itemOf(await tree.node('mine', 'Targets', 'pv'));
      ok(String(item.accessibilityInformation?.label).length > String(item.label).length);
      match(String(item.tooltip), /something stands in the way/);
    });
  });
});

interface Tree {
  readonly files: WorkspaceExperiments;
  readonly contents: Contents;
  readonly checks: Checks;
  readonly live: { readonly all: LiveRun[] };
  file(uri: Uri): ReturnType<Contents['file']>;
  /** Below the items with these labels, from the top. */
  children(...labels: readonly string[]): Promise<readonly ExplorerNode[]>;
  /** Label and description of each. */
  labels(...labels: readonly string[]): Promise<readonly string[]>;
  node(...labels: readonly string[]): Promise<ExplorerNode>;
  item(...labels: readonly string[]): Promise<TreeItem>;
  itemOf(node: ExplorerNode): Promise<TreeItem>;
  checkSources(): Parameters<typeof checkTargets>[0];
  dispose(): void;
}

/** Until VS Code tells of a new file in `seen`, and not of one that was made before it in `blind`. */
async function watcherIsBlindTo(blind: Uri, seen: Uri): Promise<void> {
  const watcher = workspace.createFileSystemWatcher('**/*.probe');
  const told = new Set<string>();
  const listener = watcher.onDidCreate(({ path }) => told.add(path));
  let nth = 0;
  try {
    await until('VS Code does not look there any more', async () => {
      nth += 1;
      const [first, second] = [blind, seen].map((folder) => Uri.joinPath(folder, `${nth}.probe`));
      ok(first && second);
      for (const each of [first, second]) await writeText(each, '');
      await until('VS Code tells of new files', () => told.has(second.path));
      for (const each of [first, second]) await workspace.fs.delete(each);
      return !told.has(first.path);
    });
  } finally {
    listener.dispose();
    watcher.dispose();
  }
}

/** The tree as the view asks for it, over the same workspace. */
function openTree(log: LogOutputChannel): Tree {
  const files = experimentFiles(log);
  const nothing = new EventEmitter<never>();
  const live = { all: [] as LiveRun[] };
  const runs: LiveRuns = {
    get all() {
      return live.all;
    },
    onDidChange: nothing.event,
    onDidHappen: nothing.event,
    onDidEnd: nothing.event,
  };
  const memory = { get: () => undefined, update: async () => {} };
  const checks = targetChecks(memory);
  const domains = explorerDomains({ files, live: runs, log, context: context() });
  const contents = explorerContents(files, runs, domains);
  const summaries = runSummaries({
    state: async () => null,
    read: async (path) => (await import('../../src/engine/run-summary.ts')).readRunSummary(path),
    told: () => {},
    failed: (_, error) => log.error(String(error)),
    clock: () => 0,
    later: () => {},
  });
  const itemOfNode = (node: ExplorerNode) => itemOf(node, { contents, summaries, checks, domains });
  const children = async (...labels: readonly string[]): Promise<readonly ExplorerNode[]> => {
    let nodes = await contents.children();
    for (const label of labels) nodes = await contents.children(await find(nodes, label));
    return nodes;
  };
  const find = async (nodes: readonly ExplorerNode[], label: string): Promise<ExplorerNode> => {
    for (const node of nodes) if ((await itemOfNode(node)).label === label) return node;
    throw new Error(`there is no ${label}`);
  };
  const node = async (...labels: readonly string[]): Promise<ExplorerNode> =>
    find(await children(...labels.slice(0, -1)), labels.at(-1) ?? '');
  return {
    files,
    contents,
    checks,
    live,
    file: (uri) => contents.file(uri),
    children,
    node,
    itemOf: itemOfNode,
    item: async (...labels) => itemOfNode(await node(...labels)),
    async labels(...labels) {
      const items = await Promise.all((await children(...labels)).map(itemOfNode));
      return items.map(({ label, description }) => `${String(label)} ${String(description ?? '')}`.trim());
    },
    checkSources() {
      return { files, log, checks, live: runs, context: context() };
    },
    dispose() {
      files.dispose();
      checks.dispose();
      domains.dispose();
      nothing.dispose();
    },
  };
}

/** Remembers nothing. */
function context(): Parameters<typeof checkTargets>[0]['context'] {
  const secrets = { get: async () => undefined, store: async () => {}, delete: async () => {} };
  const globalState = {
    get: () => undefined,
    update: async () => {},
    keys: () => [],
    setKeysForSync: () => {},
  };
  return { secrets, globalState } as unknown as Parameters<typeof checkTargets>[0]['context'];
}

function fakeRun(experiment: Uri, progress: { readonly done: number; readonly trials: number }): LiveRun {
  return {
    id: 1,
    experiment,
    title: 'x',
    runFile: Uri.joinPath(experiment, '..', 'now.xenrun').fsPath,
    place: 'terminal',
    targets: [],
    hosts: [],
    progress: { ...progress, secondsLeft: 60, now: 'pv cpu' },
    notValid: 0,
    cancelling: false,
    cancel: () => {},
  };
}

async function revert(uri: Uri): Promise<void> {
  await window.showTextDocument(uri);
  await commands.executeCommand('workbench.action.files.revert');
}
