import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import {
  type CodeAction,
  commands,
  languages,
  type NotebookCell,
  NotebookCellData,
  NotebookCellKind,
  type NotebookDocument,
  NotebookEdit,
  NotebookRange,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { readResult } from '../../src/notebook/read-result.ts';
import type { ChartResult, CvTableResult, SummaryResult } from '../../src/notebook/result.ts';
import { sourceState } from '../../src/ui/notebook/cell-status.ts';
import { writeExport } from '../../src/ui/notebook/export-notebook.ts';
import { resultTextOf } from '../../src/ui/notebook/notebook-data.ts';
import { startSshd } from '../support/sshd.ts';
import { activeExtension } from './support/extension.ts';
import { until } from './support/until.ts';
import { inWorkspace, readText, writeText } from './support/workspace.ts';

const run = promisify(execFile);
const TYPE = 'xen-bench-notebook';

const SMALL = {
  title: 'Small',
  targets: { bare: { kind: 'native', host: 'lab:native' }, pv: { kind: 'pv', host: 'lab:pv' } },
  benchmarks: ['memory', 'cpu'],
  repetitions: 3,
};
/** Enough trials to be stopped among them. */
const LONG = { ...SMALL, title: 'Long', benchmarks: ['cpu'], repetitions: 3_000 };

/** Saves; again where an output came while it was being saved, which makes the notebook dirty once more. */
async function saved(notebook: NotebookDocument): Promise<void> {
  await until('the notebook is saved', async () => {
    if (notebook.isDirty) await notebook.save();
    return !notebook.isDirty;
  });
}

describe('a result notebook', () => {
  it('runs its cells in order with the one engine, and shows what the report says, number by number', async () => {
    await experiment('nb-small', SMALL);
    const notebook = await opened('nb-small', [
      '# Story',
      { experiment: './nb-small.xenbench.jsonc' },
      { show: 'cv-table' },
      { show: 'chart', figure: 'CPU' },
      { show: 'summary' },
      { show: 'environment' },
    ]);
    await runAll(notebook);
    const code = codeOf(notebook);
    deepEqual(
      code.map(({ executionSummary }) => [executionSummary?.executionOrder, executionSummary?.success]),
      [1, 2, 3, 4, 5].map((order) => [order, true]),
    );
    const ran = resultOf<SummaryResult>(code[0]);
    equal(ran.trials.valid, 12);
    equal(ran.simulated, true);
    match(ran.from.file, /^\.xenbench\/runs\/nb-small-.*Z\.xenrun$/);
    const report = await reportOf(inWorkspace(ran.from.file));
    const table = resultOf<CvTableResult>(code[1]);
    deepEqual(table.rows, report.cvTable);
    equal(table.from.sha256, ran.from.sha256);
    const [figure] = resultOf<ChartResult>(code[2]).figures;
    const cpu = report.series.filter((series: { metric: string }) => series.metric === 'mflops');
    deepEqual(
      figure?.lines.map(({ cells }) => rounded(cells[0]?.[1])),
      cpu.map((series: { median: number }) => rounded(series.median)),
    );
    ok(
      markdownOf(code[1]).includes(
        '| CV, largest of each group | bare (native; simulated) | pv (PV; simulated) |',
      ),
    );
  });

  it('is saved, closed and opened with its outputs; saving twice gives the same bytes', async () => {
    const before = await workspace.openNotebookDocument(inWorkspace('nb-small.xenbook'));
    await saved(before);
    const text = await readText(before.uri);
    await commands.executeCommand('workbench.action.closeAllEditors');
    // VS Code keeps what was open for minutes; another file of the same text is surely read anew.
    const uri = inWorkspace('nb-again.xenbook');
    await writeText(uri, text);
    const after = await shown(uri);
    equal(codeOf(after).length, 5);
    equal(resultOf<CvTableResult>(codeOf(after)[1]).show, 'cv-table');
    await edited(after, (edit) =>
      edit.set(uri, [
        NotebookEdit.insertCells(0, [new NotebookCellData(NotebookCellKind.Markup, 'x', 'markdown')]),
      ]),
    );
    await edited(after, (edit) => edit.set(uri, [NotebookEdit.deleteCells(new NotebookRange(0, 1))]));
    await saved(after);
    equal(await readText(uri), text);
    ok(text.startsWith('---\nxenbook: 1\n---\n\n# Story\n'));
    ok(!text.includes('"stdout"'));
  });

  it('says that a run file has changed or is gone, and computes again from it', async () => {
    const notebook = await shown(inWorkspace('nb-small.xenbook'));
    const table = codeOf(notebook)[1];
    const { from } = resultOf<CvTableResult>(table);
    const path = inWorkspace(from.file).fsPath;
    equal(await sourceState(path, from), 'same');
    equal(await sourceState(path, { ...from, sha256: '0'.repeat(64) }), 'changed');
    await commands.executeCommand('xenBench.recomputeOutputs', table);
    equal(resultOf<CvTableResult>(table).from.sha256, from.sha256);
    ok(table !== undefined && resultOf<CvTableResult>(table).at !== '');
    await rename(path, `${path}.away`);
    try {
      equal(await sourceState(path, from), 'gone');
      await commands.executeCommand('xenBench.recomputeOutputs', table);
      // What was made of it stays; below it stands that it is gone.
      deepEqual(resultOf<CvTableResult>(table).rows.length > 0, true);
      match(errorOf(table), /is gone/);
      await runCells(notebook, [1]);
      equal(codeOf(notebook)[0]?.executionSummary?.success, true);
    } finally {
      await rename(`${path}.away`, path);
    }
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('stops a run in the middle, keeps what was measured, and runs nothing that needs it', async () => {
    await experiment('nb-long', LONG);
    const notebook = await opened('nb-long', [
      { experiment: './nb-long.xenbench.jsonc' },
      { show: 'cv-table' },
      { show: 'cv-table', run: resultOfFile() },
    ]);
    const [runner, table, other] = codeOf(notebook);
    const before = (await stat(notebook.uri.fsPath)).mtimeMs;
    const all = commands.executeCommand('notebook.execute', undefined, notebook.uri);
    const progress = await until('progress of the run', () => {
      const item = runner?.outputs[0]?.items.find(({ mime }) => mime.includes('progress'));
      const told = item === undefined ? null : JSON.parse(Buffer.from(item.data).toString());
      return told !== null && told.done > 3 ? told : null;
    });
    equal(progress.trials, 6_000);
    ok(progress.worst.cv > 0, 'a CV so far');
    // A notebook that is saved while it runs has no progress in it.
    // False where the progress has gone on meanwhile: the notebook is dirty again.
    await notebook.save();
    const saved = await until('the file is written', async () =>
      (await stat(notebook.uri.fsPath)).mtimeMs > before ? readText(notebook.uri) : null,
    );
    ok(!saved.includes('progress'), saved);
    await commands.executeCommand('notebook.cell.cancelExecution', { start: 0, end: 1 }, notebook.uri);
    await until('the run has ended', () => runner?.executionSummary?.success === false);
    await all;
    await until('all cells are done', () => other?.executionSummary?.success !== undefined);
    const result = resultOf<SummaryResult>(runner);
    equal(result.outcome, 'cancelled');
    ok(result.trials.valid > 3 && result.trials.valid < 6_000, `${result.trials.valid} valid`);
    equal(table?.executionSummary?.success, false);
    match(errorOf(table), /Not run: cell 1/);
    equal(other?.executionSummary?.success, true);
    const run = await readText(inWorkspace(result.from.file));
    ok(run.includes('"outcome":"cancelled"'), 'the run file tells that it was cancelled');
  });

  it('defines an experiment in a cell, and runs a part of it', async () => {
    const notebook = await opened('nb-own', [
      SMALL,
      { experiment: 'above', targets: ['pv'], benchmarks: ['cpu'], repetitions: 2 },
      { show: 'summary' },
    ]);
    await runAll(notebook);
    const [define, , summary] = codeOf(notebook);
    equal(JSON.parse(resultText(define)).trials, 12);
    const result = resultOf<SummaryResult>(summary);
    equal(result.trials.planned, 2);
    deepEqual(
      result.targets.map(({ name }) => name),
      ['pv'],
    );
    match(result.from.file, /nb-own-/);
  });

  it('runs against a real host over SSH', async () => {
    const sshd = await startSshd();
    const home = process.env['HOME'];
    process.env['HOME'] = sshd.home;
    try {
      await experiment('nb-ssh', {
        title: 'Over SSH',
        targets: { here: { kind: 'any', host: sshd.spec, identityFile: sshd.identityFile } },
        benchmarks: [{ benchmark: 'command', name: 'sleep', run: 'sleep 0.01', metrics: [] }],
        repetitions: 3,
        warmup: 0,
      });
      const notebook = await opened('nb-ssh', [
        { experiment: './nb-ssh.xenbench.jsonc' },
        { show: 'environment' },
      ]);
      await runAll(notebook);
      const [runner, environment] = codeOf(notebook);
      const result = resultOf<SummaryResult>(runner);
      equal(result.trials.valid, 3);
      equal(result.simulated, false);
      const [facts] = JSON.parse(resultText(environment)).environments;
      equal(facts.system, 'Linux');
      const report = await reportOf(inWorkspace(result.from.file));
      deepEqual(result.rows, report.cvTable);
    } finally {
      process.env['HOME'] = home;
      await sshd.stop();
    }
  });

  it('tells a cell that cannot be run why, and goes on with what does not need it', async () => {
    const notebook = await opened('nb-wrong', [
      { experiment: './nowhere.xenbench.jsonc' },
      { show: 'summary' },
      { show: 'charts' },
      { show: 'comparison' },
      SMALL,
    ]);
    await runAll(notebook);
    const code = codeOf(notebook);
    deepEqual(
      code.map(({ executionSummary }) => executionSummary?.success),
      [false, false, false, false, true],
    );
    match(errorOf(code[0]), /nowhere\.xenbench\.jsonc cannot be read: there is no such file/);
    match(errorOf(code[1]), /Not run/);
    match(errorOf(code[2]), /Line 1, column 9: "show" must be one of cv-table, chart/);
    match(errorOf(code[3]), /comparisons and verdicts are not made yet/);
  });

  it('helps while a cell is written: mistakes, words, what keys mean', async () => {
    await experiment('nb-help', SMALL);
    const notebook = await opened('nb-help', [
      '{ "experiment": "./nb-help.xenbench.jsonc", "targts": [] }',
      '{ "experiment": "./nb-help.xenbench.jsonc", "targets": [""] }',
      '{ "show": "cv-table",  }',
    ]);
    const [wrong, targets, shows] = codeOf(notebook);
    const diagnostics = await until('a diagnostic', () => {
      const found = languages.getDiagnostics(wrong?.document.uri ?? Uri.file('/'));
      return found.length > 0 ? found : null;
    });
    deepEqual(
      diagnostics.map(({ message, source }) => [source, message]),
      [['Xen Bench', 'Unknown key "targts" in this cell: did you mean "targets"?']],
    );
    const fixes = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      wrong?.document.uri,
      diagnostics[0]?.range,
    );
    ok(fixes.some(({ title }) => title === 'Change to "targets"'));
    await until('targets to choose from', async () =>
      (await words(targets, '""')).includes('pv') ? true : null,
    );
    await until('keys to choose from', async () => {
      const known = await words(shows, ',  }', 2);
      return known.includes('run') && known.includes('group') ? true : null;
    });
    await until('what a key means', async () => {
      const hovers = await commands.executeCommand<{ contents: { value?: string }[] }[]>(
        'vscode.executeHoverProvider',
        shows?.document.uri,
        shows?.document.positionAt(4),
      );
      return hovers.some(({ contents }) =>
        contents.some((content) => content.value?.includes('coefficients of variation')),
      );
    });
  });

  it('is an error where its file is damaged, and the file stays as it is', async () => {
    const uri = inWorkspace('nb-damaged.xenbook');
    const text = '---\nxenbook: 1\n---\n\n```jsonc xenbench\n{ "show": "summary"\n';
    await writeText(uri, text);
    await rejects(async () => workspace.openNotebookDocument(uri), /5: what begins here is never closed/);
    await commands.executeCommand('vscode.openWith', uri, TYPE).then(undefined, () => {});
    await commands.executeCommand('workbench.action.files.save').then(undefined, () => {});
    await commands.executeCommand('workbench.action.files.saveAll').then(undefined, () => {});
    equal(await readText(uri), text);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('begins with something to run', async () => {
    await commands.executeCommand('xenBench.newNotebook');
    const notebook = window.activeNotebookEditor?.notebook;
    equal(notebook?.notebookType, TYPE);
    equal(notebook?.isUntitled, true);
    ok(codeOf(notebook as NotebookDocument).length >= 3);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is written from a run, and not written again', async () => {
    await experiment('nb-told', SMALL);
    const notebook = await opened('nb-told', [{ experiment: './nb-told.xenbench.jsonc' }]);
    await runAll(notebook);
    const { from } = resultOf<SummaryResult>(codeOf(notebook)[0]);
    await commands.executeCommand('xenBench.openAsNotebook', inWorkspace(from.file));
    const told = window.activeNotebookEditor?.notebook as NotebookDocument;
    equal(dirname(told.uri.fsPath), dirname(notebook.uri.fsPath));
    equal(told.isDirty, false);
    const code = codeOf(told);
    ok(code.length >= 5);
    const state = await Promise.all(
      code.map((cell) => sourceState(inWorkspace(from.file).fsPath, resultOf<SummaryResult>(cell).from)),
    );
    deepEqual(new Set(state), new Set(['same']));
    await edited(told, (edit) =>
      edit.set(told.uri, [
        NotebookEdit.insertCells(0, [new NotebookCellData(NotebookCellKind.Markup, 'Mine', 'markdown')]),
      ]),
    );
    await saved(told);
    await commands.executeCommand('xenBench.openAsNotebook', inWorkspace(from.file));
    ok((await readText(told.uri)).includes('\nMine\n'));
    // Its cells can be run again.
    await runAll(told);
    ok(codeOf(told).every(({ executionSummary }) => executionSummary?.success === true));
  });

  it('is exported as Markdown and as a page, with its figures as pictures', async () => {
    const notebook = await shown(inWorkspace('nb-small.xenbook'));
    const markdown = inWorkspace('export', 'nb.md');
    const { extensionUri } = await activeExtension();
    await writeExport(notebook, 'markdown', markdown, extensionUri);
    const text = await readText(markdown);
    const picture = /!\[CPU\]\((nb-figures\/01-cpu\.svg)\)/.exec(text)?.[1] ?? '';
    match(text, /^# Story\n/);
    match(await readText(inWorkspace('export', picture)), /<svg [\s\S]*MFLOPS[\s\S]*<\/svg>/);
    const page = inWorkspace('export', 'nb.html');
    await writeExport(notebook, 'html', page, extensionUri);
    const html = await readText(page);
    match(html, /<h1[^>]*>Story<\/h1>/);
    match(html, /<img alt="CPU" src="data:image\/svg\+xml;base64,/);
    match(html, /<td[^>]*>CPU<\/td>/);
    match(html, /default-src 'none'/);
  });

  it('of fifty cells with outputs is below a megabyte', async () => {
    const notebook = await opened('nb-fifty', [
      { experiment: './demo.xenbench.jsonc', repetitions: 3 },
      ...Array.from({ length: 49 }, (_, index) => ({
        show: ['chart', 'cv-table', 'summary', 'environment'][index % 4],
      })),
    ]);
    await runAll(notebook);
    ok(codeOf(notebook).every(({ executionSummary }) => executionSummary?.success === true));
    await saved(notebook);
    ok((await stat(notebook.uri.fsPath)).size < 1_000_000);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});

async function experiment(name: string, content: object): Promise<void> {
  await writeText(inWorkspace(`${name}.xenbench.jsonc`), JSON.stringify(content));
}

/** A notebook with these cells, open in an editor; a text without braces is Markdown. */
async function opened(name: string, cells: readonly (string | object)[]): Promise<NotebookDocument> {
  await activeExtension();
  const blocks = cells.map((cell) => {
    const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
    return text.startsWith('{') ? `\`\`\`jsonc xenbench\n${text}\n\`\`\`` : text;
  });
  const uri = inWorkspace(`${name}.xenbook`);
  await writeText(uri, `---\nxenbook: 1\n---\n\n${blocks.join('\n\n')}\n`);
  return shown(uri);
}

async function shown(uri: Uri): Promise<NotebookDocument> {
  const notebook = await workspace.openNotebookDocument(uri);
  equal(notebook.notebookType, TYPE);
  await window.showNotebookDocument(notebook);
  return notebook;
}

/** The run file of the first notebook, for a cell that names one. */
function resultOfFile(): string {
  const notebook = workspace.notebookDocuments.find(({ uri }) => uri.path.endsWith('/nb-small.xenbook'));
  const cell = notebook === undefined ? undefined : codeOf(notebook)[0];
  return cell === undefined ? '' : resultOf<SummaryResult>(cell).from.file;
}

function codeOf(notebook: NotebookDocument): readonly NotebookCell[] {
  return notebook.getCells().filter(({ kind }) => kind === NotebookCellKind.Code);
}

async function runAll(notebook: NotebookDocument): Promise<void> {
  await runCells(
    notebook,
    codeOf(notebook).map(({ index }) => index),
  );
}

/** Runs cells and waits until each has ended. */
async function runCells(notebook: NotebookDocument, indices: readonly number[]): Promise<void> {
  const cells = indices.map((index) => notebook.cellAt(index));
  const before = cells.map(({ executionSummary }) => executionSummary?.timing?.endTime);
  await commands.executeCommand('notebook.cell.execute', {
    ranges: indices.map((index) => ({ start: index, end: index + 1 })),
    document: notebook.uri,
  });
  await until('all cells have ended', () =>
    cells.every(({ executionSummary }, index) => {
      const end = executionSummary?.timing?.endTime;
      return end !== undefined && end !== before[index];
    }),
  );
}

async function edited(notebook: NotebookDocument, change: (edit: WorkspaceEdit) => void): Promise<void> {
  const edit = new WorkspaceEdit();
  change(edit);
  ok(await workspace.applyEdit(edit));
  await until('the edit is there', () => notebook.isDirty);
}

function resultText(cell: NotebookCell | undefined): string {
  const texts = (cell?.outputs ?? []).flatMap((output) => resultTextOf(output) ?? []);
  const [text] = texts;
  if (text === undefined) {
    const all = (cell?.outputs ?? []).flatMap(({ items }) =>
      items.map(({ mime, data }) => `${mime}: ${Buffer.from(data).toString()}`),
    );
    throw new Error(`The cell shows no result but ${all.join('\n')}`);
  }
  return text;
}

function resultOf<Result>(cell: NotebookCell | undefined): Result {
  return readResult(resultText(cell)) as Result;
}

function errorOf(cell: NotebookCell | undefined): string {
  const items = (cell?.outputs ?? []).flatMap((output) => output.items);
  const item = items.find(({ mime }) => mime === 'application/vnd.code.notebook.error');
  return item === undefined ? '' : JSON.parse(Buffer.from(item.data).toString()).message;
}

function markdownOf(cell: NotebookCell | undefined): string {
  const items = (cell?.outputs ?? []).flatMap((output) => output.items);
  const item = items.find(({ mime }) => mime === 'text/markdown');
  return item === undefined ? '' : Buffer.from(item.data).toString();
}

/** `xen-bench report --format json` of a run file, by the built command line. */
async function reportOf(file: Uri) {
  const cli = join((await activeExtension()).extensionPath, 'dist', 'cli.js');
  const { stdout } = await run(process.execPath, [cli, 'report', file.fsPath, '--format', 'json'], {
    maxBuffer: 64 * 1024 ** 2,
  });
  return JSON.parse(stdout);
}

function rounded(value: number | null | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(9));
}

async function words(cell: NotebookCell | undefined, before: string, by = 1): Promise<readonly string[]> {
  if (cell === undefined) return [];
  const { document } = cell;
  const at = document.positionAt(document.getText().indexOf(before) + by);
  const list = await commands.executeCommand<{ items: { label: string | { label: string } }[] }>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));
}
