import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { runCli } from '../support/cli.ts';
import { hostFolder } from '../support/on-host.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';
import { runCommand } from './support/commands.ts';
import { cspViolations } from './support/console.ts';
import { exactly } from './support/exactly.ts';
import { answerDialog, dialog, notificationsSeen } from './support/notifications.ts';
import { accept, answer, pick, quickInputTitle, quickPickLabels } from './support/quick-pick.ts';
import { shownCvTable, shownSeries } from './support/results.ts';
import { expectSameSeries, expectSameTable } from './support/same-numbers.ts';
import { terminalText } from './support/terminal.ts';
import { chooseFromRowMenu, clickRowAction, expandRow, openViewContainer, treeRow } from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';
import { webviewFrame } from './support/webview.ts';
import { wholeTerminal } from './support/whole-terminal.ts';

/** 2 targets x (memory, CPU and a command of our own) x 2 repetitions. */
const TRIALS = 12;

describe('from an empty folder to results, on real hosts', () => {
  let sshd: Sshd;
  let hosts: Awaited<ReturnType<typeof hostFolder>>;
  /**
   * A folder that each run of the command benchmark takes something from, and waits where there is nothing: so a run
   * stands still for as long as a test looks at it.
   */
  let gate: string;
  /** Lets through both warm-ups and one trial. */
  const openGateAtFirst = async (): Promise<void> => {
    await rm(gate, { recursive: true, force: true });
    for (const name of ['1', '2', '3']) await mkdir(join(gate, name), { recursive: true });
  };
  const openGate = (): Promise<void> => writeFile(join(gate, 'open'), '');
  /** Trials behind a run that stands still at the gate, by its run file: what every view must come to say. */
  const doneAtGate = async (): Promise<number> => {
    await expect.poll(() => existsSync(join(gate, 'waiting'))).toBe(true);
    return readFileSync(runs().at(-1) ?? '', 'utf8').match(/^{"record":"trial"/gm)?.length ?? 0;
  };
  const progressOf = (done: number) => new RegExp(`[[#.]+] ${done}/12 .* (pv|bare) waits$`, 'm');

  beforeAll(async () => {
    hosts = await hostFolder();
    sshd = await startSshd({ environment: { PATH: process.env['PATH'] ?? '', TMPDIR: hosts.path } });
    gate = join(hosts.path, 'gate');
    await openGateAtFirst();
    const config = ['bench1', 'bench2'].map((name) =>
      [`Host ${name}`, `  HostName ${sshd.host}`, `  Port ${sshd.port}`, `  User ${sshd.user}`].join('\n'),
    );
    await writeFile(join(sshd.home, '.ssh', 'config'), `${config.join('\n')}\n`);
    await writeFile(join(sshd.home, '.ssh', 'known_hosts'), '');
  });
  afterAll(async () => {
    await sshd.stop();
    await hosts.remove();
  });
  const vscode = useVscode(() => ({ files: { 'notes.txt': '' }, home: sshd.home }));

  const experiment = () => join(vscode().folder, 'journey.xenbench.jsonc');
  const runsFolder = () => join(vscode().folder, '.xenbench', 'runs');
  /** Run files, the oldest first. */
  const runs = (): string[] =>
    existsSync(runsFolder())
      ? readdirSync(runsFolder())
          .filter((name) => name.endsWith('.xenrun'))
          .sort()
          .map((name) => join(runsFolder(), name))
      : [];
  const results = () => webviewFrame(vscode().page);
  const runRow = (text: string | RegExp) =>
    vscode().page.locator('.part.sidebar .monaco-list-row[role=treeitem]').filter({ hasText: text });

  async function shown(runFile: string): Promise<unknown> {
    const table = await shownCvTable(results());
    const series = await shownSeries(results());
    const { stdout, code } = await runCli(['report', runFile, '--format', 'json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expectSameTable(table, report);
    expectSameSeries(series, report.series);
    return { table, series };
  }

  async function start(): Promise<void> {
    const { page } = vscode();
    await runCommand(page, 'Run Xen Benchmark');
    await expect.poll(() => quickPickLabels(page)).toEqual(['pv', 'bare']);
    await accept(page);
    await expect.poll(() => quickPickLabels(page)).toEqual(['Memory', 'CPU', 'waits']);
    expect(await quickInputTitle(page).innerText()).toBe('Run journey: 2 repetitions (2/2)');
    await accept(page);
  }

  /** Answers a question when it is there: a box of the question before it looks the same. */
  async function answerAt(title: string, text: string): Promise<void> {
    const { page } = vscode();
    await quickInputTitle(page)
      .filter({ hasText: exactly(title) })
      .waitFor();
    await answer(page, text);
  }

  it('a button of the empty view makes an experiment, and its first host is to be typed over', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await page.locator('.part.sidebar').getByRole('button', { name: 'Create Experiment' }).last().click();
    await answerAt('Create Experiment', 'journey');
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'root@10.0.0.11' }).waitFor();
    await expect.poll(() => page.locator('.statusbar').innerText()).toContain('(14 selected)');
    await page.keyboard.type('bench1');
    await page.keyboard.press('Control+End');
    await page
      .locator('.monaco-editor .view-line')
      .filter({ hasText: '"repetitions"' })
      .getByText('10', { exact: true })
      .dblclick();
    await page.keyboard.type('2');
    await page.keyboard.press('Control+S');
    await expect.poll(() => readFileSync(experiment(), 'utf8')).toContain('"repetitions": 2');
    expect(readFileSync(experiment(), 'utf8')).toContain('"pv": { "kind": "pv", "host": "bench1" }');
  });

  it('targets and benchmarks are added and changed in the tree, and the comments stay', async () => {
    const { page } = vscode();
    const before = readFileSync(experiment(), 'utf8');
    await treeRow(page, 'Targets').waitFor();
    await clickRowAction(treeRow(page, 'Targets'), 'Add Target');
    // Both hosts are this very machine, whatever it is.
    await pick(page, 'any');
    await expect.poll(() => quickPickLabels(page)).toContain('bench1');
    await pick(page, 'bench2');
    await pick(page, 'No jump host');
    await answerAt('Add Target (4/4)', 'bare');
    await treeRow(page, 'bare').waitFor();
    await chooseFromRowMenu(treeRow(page, 'pv'), 'Edit Target');
    await pick(page, 'Kind');
    await pick(page, 'any');
    await expect
      .poll(() => readFileSync(experiment(), 'utf8'))
      .toContain('"pv": { "kind": "any", "host": "bench1" }');

    await expandRow(treeRow(page, 'Benchmarks'));
    await clickRowAction(treeRow(page, 'Benchmarks'), 'Add Benchmark');
    await pick(page, 'command');
    await answerAt(
      'Add Benchmark (2/3)',
      `cd ${gate}; until [ -e open ] || rmdir 1 || rmdir 2 || rmdir 3; do : >waiting; sleep 0.05; done; sleep 0.1; echo opened`,
    );
    await answerAt('Add Benchmark (3/3)', 'waits');
    await treeRow(page, 'waits').waitFor();
    for (const [benchmark, parameter, value, entry] of [
      ['memory', 'Passes', '2', '{ "benchmark": "memory", "passes": 2 }'],
      ['cpu', 'Shortest time of a measurement', '1', '{ "benchmark": "cpu", "seconds": 1 }'],
    ] as const) {
      const before = await treeRow(page, benchmark).innerText();
      await chooseFromRowMenu(treeRow(page, benchmark), 'Edit Benchmark');
      await pick(page, parameter);
      await answerAt(`Edit Benchmark ${benchmark} (2/2)`, value);
      await expect.poll(() => readFileSync(experiment(), 'utf8')).toContain(entry);
      // It takes less time than before.
      await expect.poll(() => treeRow(page, benchmark).innerText()).not.toBe(before);
    }
    // dd on a busy machine may be called invalid, as it should.
    await chooseFromRowMenu(treeRow(page, 'disk'), 'Remove Benchmark');
    await treeRow(page, 'disk').waitFor({ state: 'hidden' });
    await expect.poll(() => readFileSync(experiment(), 'utf8')).not.toContain('disk');
    const after = readFileSync(experiment(), 'utf8');
    const comments = (text: string) => text.match(/\/\/.*/g)?.filter((each) => !each.includes('128M'));
    expect(comments(after)).toEqual(comments(before));
  });

  it('the palette runs it in steps, and the key of an unknown host is asked for before anything runs', async () => {
    const { page } = vscode();
    await start();
    await dialog(page)
      .getByText(`The host [127.0.0.1]:${sshd.port} is not known. Is this its key?`)
      .or(dialog(page).getByText(/The host .* is not known\. Is this its key\?/))
      .first()
      .waitFor();
    const fingerprint = execFileSync('ssh-keygen', ['-lf', `${sshd.hostKeyPath}.pub`], { encoding: 'utf8' });
    expect(await dialog(page).innerText()).toContain(fingerprint.split(' ')[1]);
    expect(runs()).toEqual([]);
    await answerDialog(page, 'Accept and Remember');
    await expect
      .poll(() => readFileSync(join(sshd.home, '.ssh', 'known_hosts'), 'utf8'))
      .toContain(sshd.knownHostsLine);
  });

  it('the terminal tells the plan and each trial, the results open by themselves, and all wait where the run does', async () => {
    const { page } = vscode();
    const done = await doneAtGate();
    expect(done).toBeGreaterThan(0);
    await expect.poll(() => terminalText(page)).toMatch(progressOf(done));
    const text = await wholeTerminal(vscode());
    expect(text).toMatch(/^12 trials: 2 targets x 3 cases, interleaved, seed 2008, about /m);
    expect(text).toMatch(/^(pv|bare) \(.*\): ready \(.+\)$/m);
    const [runFile = ''] = runs();
    expect(text).toContain(`Run file: ${runFile}`);

    expect(text.match(/^ *\d+ {2}(?:pv|bare) .*/gm)).toHaveLength(done);
    await results().getByRole('heading', { level: 1, name: 'journey' }).waitFor();
    await results()
      .getByText(new RegExp(`^${done} of 12 done`))
      .waitFor();
    await runRow(`${done} / ${TRIALS}`).first().waitFor();
    await page
      .locator('.statusbar-item')
      .filter({ hasText: `Xen Bench ${done}/${TRIALS}` })
      .waitFor();
  });

  it('when it goes on, the page follows it to its end, and has every number of the report', async () => {
    const { page } = vscode();
    await openGate();
    await results().getByText('12 of 12 trials valid').waitFor();
    await expect.poll(() => wholeTerminal(vscode())).toMatch(/^Done: 12 of 12 trials valid\.$/m);
    const text = await wholeTerminal(vscode());
    expect(text.match(/^ *\d+ {2}(?:pv|bare) .*/gm)).toHaveLength(TRIALS);
    expect(text).toMatch(/^Coefficient of variation/m);
    await runRow(/12 of 12 valid/).waitFor();
    const [runFile = ''] = runs();
    await expect.poll(async () => (await shownCvTable(results())).every(({ n }) => n === 2)).toBe(true);
    await shown(runFile);
    expect(await page.locator('.statusbar-item').filter({ hasText: 'Xen Bench' }).count()).toBe(0);
  });

  it('after a reload of the window the editor is back, with the same numbers', async () => {
    const { reload } = vscode();
    const [runFile = ''] = runs();
    const before = await shown(runFile);
    await reload();
    await results().getByText('12 of 12 trials valid').waitFor();
    expect(await shown(runFile)).toEqual(before);
  });

  it('Ctrl+C in the terminal cancels a run: the exit code is told, and the tree shows what is lacking', async () => {
    const { page } = vscode();
    await openGateAtFirst();
    await openViewContainer(page, 'Xen Bench');
    await start();
    await expect.poll(() => terminalText(page)).toMatch(progressOf(await doneAtGate()));
    await page.locator('.terminal-wrapper.active').click();
    await page.keyboard.press('Control+C');
    await expect.poll(() => terminalText(page)).toContain('exit code: 130');
    const text = await wholeTerminal(vscode());
    expect(text).toMatch(/^Cancelled: \d+ of 12 trials valid\.$/m);
    expect(text).toContain('Nothing of ours is left on the hosts.');
    const valid = Number(/^Cancelled: (\d+) of/m.exec(text)?.[1]);
    await runRow(`cancelled, ${valid} of 12 valid`).waitFor();
    await results().getByText(`${valid} of 12 trials valid`).waitFor();
  });

  it('"Resume Run" on it does the rest, and only the rest', async () => {
    await openGate();
    const row = runRow(/cancelled, \d+ of 12 valid/);
    const [, runFile = ''] = runs();
    const before = readFileSync(runFile, 'utf8');
    await clickRowAction(row, 'Resume Run');
    await results().getByText('12 of 12 trials valid').waitFor();
    await expect.poll(() => runRow(/12 of 12 valid/).count()).toBe(2);
    expect(runs()).toHaveLength(2);
    // What was measured before the cancel stands as it was.
    expect(readFileSync(runFile, 'utf8').startsWith(before)).toBe(true);
    await expect.poll(async () => (await shownCvTable(results())).every(({ n }) => n === 2)).toBe(true);
    await shown(runFile);
  });

  it('nothing broke the policy of a page, and nobody was told of an error', async () => {
    expect(cspViolations(vscode().console)).toEqual([]);
    expect((await notificationsSeen(vscode().page)).filter((text) => /error|failed/i.test(text))).toEqual([]);
  });
});
