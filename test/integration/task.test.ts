import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { commands, TabInputCustom, type TaskExecution, tasks, Uri, window, workspace } from 'vscode';
import { parseRunFile } from '../../src/journal/read.ts';
import { answerMessages } from './support/answers.ts';
import { activeExtension } from './support/extension.ts';
import { exitCodeOf, tasksOf } from './support/tasks.ts';
import { until } from './support/until.ts';
import { inWorkspace, readText, writeText } from './support/workspace.ts';

const SMALL = {
  title: 'Small',
  targets: { pv: { kind: 'pv', host: 'lab:pv' }, hvm: { kind: 'hvm', host: 'lab:hvm' } },
  benchmarks: ['memory', 'cpu'],
  repetitions: 2,
};

/** A run that stops in its second trial until it is let go, however fast the machine is. */
function held(name: string) {
  const [first, go] = [`first-${name}`, `go-${name}`].map((file) => join(tmpdir(), file));
  return {
    experiment: {
      title: 'Held',
      targets: { here: { kind: 'native', host: 'lab:this-machine' } },
      benchmarks: [
        {
          benchmark: 'command',
          name: 'wait',
          run: `test -e '${first}' || { : > '${first}'; exit 0; }; until test -e '${go}'; do sleep 0.1; done`,
        },
      ],
      repetitions: 4,
      warmup: 0,
    },
    letGo: () => writeFile(go ?? '', ''),
  };
}

describe('a task of tasks.json', () => {
  it('runs its experiment in a terminal, ends with 0, and leaves a whole run file where the default is', async () => {
    const name = await experiment('small', SMALL);
    const start = await tasksOf({ small: { experiment: name } });
    equal(await exitCodeOf(() => start('small')), 0);
    const [runFile] = await runsOf('small');
    const run = await read(runFile);
    equal(run.trials.filter(({ outcome }) => outcome === 'valid').length, 8);
    equal(run.ends.at(-1)?.outcome, 'completed');
  });

  it('runs the part that it names', async () => {
    const name = await experiment('part', SMALL);
    const start = await tasksOf({
      part: { experiment: name, targets: ['hvm'], benchmarks: ['cpu'], repetitions: 3 },
    });
    equal(await exitCodeOf(() => start('part')), 0);
    const [runFile] = await runsOf('part');
    const { plan } = (await read(runFile)).run;
    equal(JSON.stringify([plan.targets, plan.cases, plan.repetitions]), '[["hvm"],["cpu"],3]');
  });

  it('ends with 2 where its experiment has mistakes, and connects to nothing', async () => {
    const name = await experiment('wrong', { ...SMALL, targets: { pv: { kind: 'vp', host: 'lab:pv' } } });
    const start = await tasksOf({ wrong: { experiment: name } });
    equal(await exitCodeOf(() => start('wrong')), 2);
    equal((await runsOf('wrong')).length, 0);
  });

  it('ends with 2 where it names what is not there', async () => {
    const name = await experiment('named', SMALL);
    const start = await tasksOf({
      nobody: { experiment: name, targets: ['nobody'] },
      gone: { experiment: 'gone.xenbench.jsonc' },
      both: { experiment: name, resume: 'gone.xenrun', repetitions: 3 },
    });
    for (const label of ['nobody', 'gone', 'both']) equal(await exitCodeOf(() => start(label)), 2, label);
  });

  it('ends with 2 where the run to go on with was begun with another experiment, and leaves it as it is', async () => {
    const [one, other] = [await experiment('one', SMALL), await experiment('other', { ...SMALL, seed: 7 })];
    const begin = await tasksOf({ one: { experiment: one } });
    equal(await exitCodeOf(() => begin('one')), 0);
    const [runFile = inWorkspace()] = await runsOf('one');
    const before = await readText(runFile);
    const resume = workspace.asRelativePath(runFile);
    const start = await tasksOf({ mixed: { experiment: other, resume } });
    equal(await exitCodeOf(() => start('mixed')), 2);
    equal(await readText(runFile), before);
  });

  it('ends with 130 on Ctrl+C, and its run can be resumed to the end', async () => {
    const { experiment: long, letGo } = held('long');
    const name = await experiment('long', long);
    const start = await tasksOf({ long: { experiment: name } });
    const ended = exitCodeOf(() => start('long'));
    const runFile = await until('a trial of the run', async () => {
      const [file] = await runsOf('long');
      return file !== undefined && (await readText(file)).includes('"record":"trial"') ? file : null;
    });
    const terminal = await until('the terminal of the run', () =>
      window.terminals.find((one) => one.name === 'long'),
    );
    terminal.sendText('\u0003', false);
    equal(await ended, 130);
    const cancelled = await read(runFile);
    equal(cancelled.ends.at(-1)?.outcome, 'cancelled');
    equal(cancelled.trials.filter(({ outcome }) => outcome === 'valid').length, 1);

    await letGo();
    const again = await tasksOf({ again: { experiment: name, resume: workspace.asRelativePath(runFile) } });
    equal(await exitCodeOf(() => again('again')), 0);
    const whole = await read(runFile);
    const valid = whole.trials.filter(({ outcome }) => outcome === 'valid').map(({ trial }) => trial);
    deepEqual(valid.sort(), [1, 2, 3, 4]);
  });

  it('is cancelled in an orderly way when it is terminated or its terminal is closed', async () => {
    const name = await experiment('closed', held('closed').experiment);
    const start = await tasksOf({ closed: { experiment: name } });
    const execution = await start('closed');
    const runFile = await until('a trial of the run', async () => {
      const [file] = await runsOf('closed');
      return file !== undefined && (await readText(file)).includes('"record":"trial"') ? file : null;
    });
    execution.terminate();
    await until('the end of the run', async () => (await readText(runFile)).includes('"record":"end"'));
    equal((await read(runFile)).ends.at(-1)?.outcome, 'cancelled');
  });
});

describe('tasks offered by themselves', () => {
  it('are one for each experiment of the workspace', async () => {
    await activeExtension();
    const found = await until('a task of the sample workspace', async () =>
      (await tasks.fetchTasks({ type: 'xenbench' })).find(
        ({ definition, source }) =>
          definition['experiment'] === 'demo.xenbench.jsonc' && source === 'Xen Bench',
      ),
    );
    match(found.name, /demo/);
  });
});

/** The task that some work starts. */
async function begun(work: () => Thenable<unknown>): Promise<TaskExecution> {
  const started: TaskExecution[] = [];
  const listener = tasks.onDidStartTask(({ execution }) => started.push(execution));
  await work();
  const execution = await until('a task has begun', () => started[0]);
  listener.dispose();
  return execution;
}

describe('Run Xen Benchmark', () => {
  it('runs what it is told without asking, saves the experiment first, and ends with 0', async () => {
    const errors = answerMessages('showErrorMessage', () => undefined);
    const name = await experiment('command', SMALL);
    const uri = inWorkspace(name);
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(document.positionAt(0), '// typed and not saved\n'));
    const started: TaskExecution[] = [];
    const listener = tasks.onDidStartTask(({ execution }) => started.push(execution));
    const code = await exitCodeOf(async () => {
      await commands.executeCommand('xenBench.run', {
        experiment: uri,
        targets: ['pv'],
        benchmarks: ['cpu'],
      });
      deepEqual(errors, []);
      return until('the task', () => started[0]);
    });
    listener.dispose();
    equal(code, 0);
    equal(document.isDirty, false);
    const [runFile] = await runsOf('command');
    const { run } = await read(runFile);
    match(run.experiment.text, /typed and not saved/);
    equal(JSON.stringify(run.plan.targets), '["pv"]');
  });

  it('runs, shows and resumes what lies in a folder with an odd name', async () => {
    const errors = answerMessages('showErrorMessage', () => undefined);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code would fill it in.
    const folder = inWorkspace('50% #1 [é] (x) ${env:HOME}');
    const uri = Uri.joinPath(folder, 'a & b.xenbench.jsonc');
    await writeText(uri, JSON.stringify(SMALL));
    const runs = async () =>
      (await workspace.fs.readDirectory(Uri.joinPath(folder, '.xenbench', 'runs')))
        .map(([name]) => name)
        .filter((name) => name.endsWith('.xenrun'));
    const all = { experiment: uri, targets: ['pv', 'hvm'], benchmarks: ['cpu', 'memory'] };
    equal(await exitCodeOf(() => begun(() => commands.executeCommand('xenBench.run', all))), 0);
    deepEqual(errors, []);
    const [name = ''] = await runs();
    match(name, /^a & b-.*\.xenrun$/);
    const run = Uri.joinPath(folder, '.xenbench', 'runs', name);
    await commands.executeCommand('xenBench.openResults', run);
    await until('the results of the run', () => {
      const input = window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof TabInputCustom && input.uri.toString() === run.toString();
    });
    equal(await exitCodeOf(() => begun(() => commands.executeCommand('xenBench.resume', run))), 0);
    deepEqual(errors, []);
    deepEqual(await runs(), [name]);
  });

  it('is in the palette by exactly that name', async () => {
    const { packageJSON } = await activeExtension();
    const { command } = packageJSON.contributes.commands.find(
      (one: { title: string }) => one.title === 'Run Xen Benchmark',
    );
    equal(command, 'xenBench.run');
    ok((await commands.getCommands(true)).includes('xenBench.run'));
  });
});

/** Writes an experiment into the workspace; gives its file name. */
async function experiment(name: string, content: object): Promise<string> {
  await writeText(inWorkspace(`${name}.xenbench.jsonc`), JSON.stringify(content, null, 2));
  return `${name}.xenbench.jsonc`;
}

/** Run files of an experiment, the newest first. */
async function runsOf(name: string): Promise<readonly Uri[]> {
  const folder = inWorkspace('.xenbench', 'runs');
  const entries = await Promise.resolve(workspace.fs.readDirectory(folder)).catch(() => []);
  return entries
    .map(([file]) => file)
    .filter((file) => file.startsWith(`${name}-2`) && file.endsWith('.xenrun'))
    .sort()
    .reverse()
    .map((file) => Uri.joinPath(folder, file));
}

async function read(runFile: Uri | undefined) {
  if (runFile === undefined) throw new Error('There is no run file.');
  return parseRunFile(await workspace.fs.readFile(runFile), runFile.fsPath);
}
