import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  languages,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { activeExtension } from './support/extension.ts';
import { until } from './support/until.ts';
import { inWorkspace, writeText } from './support/workspace.ts';

const WITH_MISTAKES = `// Why we measure.
{
  // The guests.
  "targets": {
    "pv": { "kind": "pw", "host": "lab:pv" } /* the first */, // the only one
  },
  "baseline": "bare", // as in 2008
  "benchmarks": [
    "udp-small", // short
    "memory",
  ],
}
`;

const WHOLE = `{
  "targets": {
    "bare": { "kind": "native", "host": "lab:native" },
    "pv": { "kind": "pv", "host": "lab:pv" }
  },
  "baseline": "bare",
  "peer": { "host": "lab:peer", "address": "10.0.0.2" },
  "benchmarks": [
    "tcp-small",
    { "benchmark": "disk", "sizes": ["64M"], "name": "<b>tmp</b>" },
    "memory", "cpu"
  ],
  "repetitions": 10
}
`;

/** Of each, the JSON itself is broken. */
const BROKEN = [
  '{\n "title": "a"\n "seed": 2 }',
  "{ 'targets': {} }",
  '{ "seed": nope }',
  '{ "seed" 1 }',
  '{ "seed": }',
  '{ "title": "x\n }',
  '{ "title": "\\d" }',
  '{ "repetitions": 1. }',
  '{ /* open }',
  '{\n "targets": {\n "a": 1 }',
  '{ "benchmarks": ["cpu" }',
  '{ "seed": 1 ]',
  '{} {}',
];

let count = 0;

/** A new experiment file of the workspace, open in an editor. */
async function open(text: string): Promise<TextDocument> {
  const uri = inWorkspace(`help-${count++}.xenbench.jsonc`);
  await writeText(uri, text);
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  return document;
}

async function replace(document: TextDocument, old: string, by: string): Promise<void> {
  const at = document.getText().indexOf(old);
  ok(at >= 0, `${old} is not there`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(at), document.positionAt(at + old.length)), by);
  equal(await workspace.applyEdit(edit), true);
}

const ours = ({ uri }: TextDocument): Diagnostic[] =>
  languages.getDiagnostics(uri).filter(({ source }) => source === 'Xen Bench');
const others = ({ uri }: TextDocument): Diagnostic[] =>
  languages.getDiagnostics(uri).filter(({ source }) => source !== 'Xen Bench');
const codes = (document: TextDocument): string =>
  ours(document)
    .map(({ code }) => String(code))
    .join(' ');

/** The position just behind a text of the document. */
function behind(document: TextDocument, text: string): Position {
  const at = document.getText().indexOf(text);
  ok(at >= 0, `${text} is not there`);
  return document.positionAt(at + text.length);
}

async function fixes(document: TextDocument, of: Diagnostic): Promise<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, of.range);
}

async function labels(document: TextDocument, position: Position): Promise<string[]> {
  const list = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('editor help', () => {
  before(activeExtension);
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  describe('mistakes', () => {
    it('are told as one types, saved or not, with their places', async () => {
      const document = await open(WITH_MISTAKES);
      await until('three mistakes', () => codes(document) === 'unknown-value unknown-target missing-peer');
      const [kind, baseline] = ours(document);
      equal(document.getText(kind?.range), '"pw"');
      equal(kind?.severity, DiagnosticSeverity.Error);
      match(kind?.message ?? '', /must be one of native, pv, hvm, pvh, kvm, any.*did you mean "pv"/);
      equal(document.getText(baseline?.relatedInformation?.[0]?.location.range), '"targets"');

      await replace(document, '"pw"', '"pv"');
      await until('two mistakes', () => codes(document) === 'unknown-target missing-peer');
      equal(document.isDirty, true);
      await replace(document, '"memory",', '"memory"], "repetitions": 1, "titel": [');
      await until('a new mistake', () => codes(document).includes('unknown-key'));
    });

    it('are told of a file that was never saved', async () => {
      const document = await workspace.openTextDocument(Uri.parse('untitled:never-saved.xenbench.jsonc'));
      await window.showTextDocument(document);
      const edit = new WorkspaceEdit();
      edit.insert(document.uri, new Position(0, 0), '{ "titel": 1 }');
      await workspace.applyEdit(edit);
      await until('mistakes', () => codes(document).includes('unknown-key'));
      equal(document.languageId, 'jsonc');
    });

    it('are told of files outside the workspace, and of no others', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'xen-bench-help-'));
      try {
        writeFileSync(join(folder, 'far.xenbench.jsonc'), '{ "titel": 1 }');
        writeFileSync(join(folder, 'far.jsonc'), '{ "titel": 1 }');
        const other = await workspace.openTextDocument(join(folder, 'far.jsonc'));
        const document = await workspace.openTextDocument(join(folder, 'far.xenbench.jsonc'));
        await until('mistakes', () => codes(document).includes('unknown-key'));
        equal(codes(other), '');
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('go when the file is closed', async () => {
      const uri = inWorkspace('closed.xenbench.jsonc');
      await writeText(uri, '{ "titel": 1 }');
      // As a person opens it: what an extension opens stays open for some minutes.
      await commands.executeCommand('vscode.open', uri);
      await until('mistakes', () =>
        languages.getDiagnostics(uri).some(({ source }) => source === 'Xen Bench'),
      );
      await commands.executeCommand('workbench.action.closeActiveEditor');
      await until('none', () => languages.getDiagnostics(uri).length === 0);
    });

    it('of the schema come from us alone', async () => {
      const document = await open('{ "titel": 1, "order": "random", "repetitions": "x" }');
      await until('mistakes', () => codes(document).includes('unknown-key'));
      // VS Code's service has judged a file when it has told a mistake that only it tells.
      await replace(document, '"x" }', '"x" ');
      await until('a broken file', () => others(document).length > 0);
      await replace(document, '"x" ', '"x" }');
      // Each judges the text again in its own time.
      await until(
        'a whole file',
        () => others(document).length === 0 && codes(document).includes('unknown-key'),
      );
      deepEqual(codes(document).split(' ').sort(), [
        'missing-key',
        'missing-key',
        'unknown-key',
        'unknown-value',
        'wrong-value',
      ]);
    });

    it('of the JSON itself come from VS Code alone', async () => {
      for (const text of BROKEN) {
        const document = await open(text);
        await until(`VS Code's word about ${text}`, () =>
          others(document).some(({ severity }) => severity === DiagnosticSeverity.Error),
        );
        ok(!/syntax|comma|quotes/.test(codes(document)), `${text}: ${codes(document)}`);
        await commands.executeCommand('workbench.action.closeActiveEditor');
      }
    });
  });

  describe('quick fixes', () => {
    it('mend one mistake after the other and keep every comment', async () => {
      const document = await open(WITH_MISTAKES);
      await until('three mistakes', () => ours(document).length === 3);
      for (let left = 3; left > 0; left--) {
        const [mistake] = ours(document);
        ok(mistake);
        const [fix] = await fixes(document, mistake);
        ok(fix?.edit, `no fix for ${mistake.message}`);
        equal(await workspace.applyEdit(fix.edit), true);
        await until('one mistake less', () => ours(document).length === left - 1);
      }
      equal(
        document.getText(),
        WITH_MISTAKES.replace('"pw"', '"pv"').replace(
          '"bare", // as in 2008',
          '"pv", // as in 2008\n  "peer": { "host": "lab:peer", "address": "10.0.0.2" },',
        ),
      );
    });

    it('are undone in one step', async () => {
      const document = await open(WITH_MISTAKES);
      const peer = await until('mistakes', () => ours(document).find(({ code }) => code === 'missing-peer'));
      const [fix] = await fixes(document, peer);
      ok(fix?.edit);
      await workspace.applyEdit(fix.edit);
      await commands.executeCommand('undo');
      equal(document.getText(), WITH_MISTAKES);
    });

    it('are there for mistakes that VS Code tells', async () => {
      const document = await open('{\n "title": "a" // why\n "seed": 2 }');
      const mistake = await until('a mistake', () => others(document)[0]);
      const fix = await until('a fix', async () => (await fixes(document, mistake)).find(({ edit }) => edit));
      ok(fix.edit);
      await workspace.applyEdit(fix.edit);
      equal(document.getText(), '{\n "title": "a", // why\n "seed": 2 }');
    });
  });

  describe('commands above the parts of a file', () => {
    const lenses = async (document: TextDocument) =>
      (await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100)).map(
        ({ range, command }) => [range.start.line, command?.title, command?.command, command?.arguments?.[0]],
      );

    it('run and check the whole, a target, a benchmark', async () => {
      const document = await open(WHOLE);
      const experiment = document.uri;
      const found = (await lenses(document)).map(([line, title, command, argument]) => {
        const about = argument as { experiment: Uri; target?: string; benchmark?: string };
        equal(about.experiment.toString(), experiment.toString());
        return [line, title, command, about.target ?? about.benchmark ?? null];
      });
      deepEqual(found, [
        [1, 'Run', 'xenBench.run', null],
        [1, 'Check', 'xenBench.check', null],
        [2, 'Run on this target', 'xenBench.run', 'bare'],
        [2, 'Check', 'xenBench.check', 'bare'],
        [3, 'Run on this target', 'xenBench.run', 'pv'],
        [3, 'Check', 'xenBench.check', 'pv'],
        [8, 'Run', 'xenBench.run', 'tcp-small'],
        [9, 'Run', 'xenBench.run', '<b>tmp</b>'],
        [10, 'Run memory', 'xenBench.run', 'memory'],
        [10, 'Run cpu', 'xenBench.run', 'cpu'],
      ]);
    });

    it('count the runs there are, and open the newest', async () => {
      const document = await open(WHOLE);
      const name = document.uri.path.split('/').at(-1)?.replace('.xenbench.jsonc', '') ?? '';
      const run = (day: string) =>
        inWorkspace('.xenbench', 'runs', `${name}-2026-11-${day}T12-00-00Z.xenrun`);
      await writeText(run('01'), '');
      await writeText(run('02'), '');
      const results = await until('the results of two runs', async () =>
        (await lenses(document)).find(([, title]) => title === 'Results (2)'),
      );
      const [line, , command, argument] = results;
      deepEqual([line, command, String(argument)], [1, 'xenBench.openResults', run('02').toString()]);
    });

    it('say why a file with mistakes is not run', async () => {
      const document = await open(WITH_MISTAKES);
      deepEqual(
        (await lenses(document)).map(([line, title]) => [line, title]),
        [[3, '3 mistakes keep it from running']],
      );
    });
  });

  describe('names to choose', () => {
    let folder = '';
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'xen-bench-help-'));
      const config = join(folder, 'config');
      writeFileSync(config, 'Host private-guest *.lan\n  HostName 192.0.2.1\nHost other-guest\n');
      await workspace
        .getConfiguration('xenBench')
        .update('ssh.configFile', config, ConfigurationTarget.Global);
    });
    after(async () => {
      await workspace
        .getConfiguration('xenBench')
        .update('ssh.configFile', undefined, ConfigurationTarget.Global);
      rmSync(folder, { recursive: true });
    });

    it('hosts: of the SSH configuration that the setting names, then of the lab', async () => {
      const document = await open(WHOLE.replace('"lab:pv"', '""'));
      const found = await labels(document, behind(document, '"kind": "pv", "host": "'));
      deepEqual(found.slice(0, 4), ['private-guest', 'other-guest', 'lab:native', 'lab:pv']);
      await replace(document, '"host": ""', '"host": "root@"');
      const withUser = await labels(document, behind(document, '"host": "root@'));
      deepEqual(withUser.slice(0, 2), ['root@private-guest', 'root@other-guest']);
      ok(!withUser.some((label) => label.startsWith('lab:')));
    });

    it('a choice is put in with its quotes', async () => {
      const document = await open('{ "targets": { "pv": { "kind": "pv", "host": "x" } } }');
      const { items } = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        behind(document, '"host": "'),
      );
      const item = items.find(({ filterText }) => filterText === '"private-guest"');
      ok(item);
      equal(item.insertText, '"private-guest"');
      const range = item.range instanceof Range ? item.range : item.range?.replacing;
      equal(document.getText(range), '"x"');
    });

    it('targets for the baseline, and sizes that the list does not have', async () => {
      const document = await open(WHOLE);
      const targets = await labels(document, behind(document, '"baseline": "'));
      deepEqual(targets.slice(0, 2), ['bare', 'pv']);
      await replace(document, '["64M"]', '["128M", ""]');
      const sizes = await labels(document, behind(document, '["128M", "'));
      deepEqual(
        ['128M', '256M', '4G'].map((size) => sizes.includes(size)),
        [false, true, true],
      );
    });

    it('keys, kinds and groups come from the schema', async () => {
      const document = await open(WHOLE.replace('"cpu"', '""').replace('"pv", "host"', '"", "host"'));
      await until('groups', async () =>
        (await labels(document, behind(document, '"memory", "'))).includes('"cpu"'),
      );
      ok((await labels(document, behind(document, '"pv": { "kind": "'))).includes('"hvm"'));
      await replace(document, '"repetitions": 10', '"repetitions": 10,\n  ""');
      ok((await labels(document, behind(document, '10,\n  "'))).includes('warmup'));
    });
  });

  it('a pointer over an entry tells its cases and its time, names of the file as text', async () => {
    const document = await open(WHOLE);
    const hover = async (text: string) => {
      const hovers = await commands.executeCommand<Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        behind(document, text),
      );
      return hovers
        .flatMap(({ contents }) =>
          contents.map((part) => (part instanceof MarkdownString ? part.value : String(part))),
        )
        .join('\n---\n');
    };
    const group = await until('the words of the schema too', async () => {
      const words = await hover('"tcp-sm');
      return words.includes('netperf TCP') && words;
    });
    match(group, /6 cases: `tcp-small\/16`/);
    match(group, /120 trials/);
    const named = await hover('"benchmark": "di');
    match(named, /1 case: `<b>tmp<\/b>\/64M`/);
  });
});
