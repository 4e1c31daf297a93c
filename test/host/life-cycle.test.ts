import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Ended, type Running, runCli, startCli, type Workspace, workspaceWith } from '../support/cli.ts';
import { type FakeDom0, type Oddity, startFakeDom0 } from '../support/fake-dom0.ts';
import { untilGone } from '../support/process-tree.ts';

let dom0: FakeDom0;
let workspace: Workspace | null = null;

beforeEach(async () => {
  dom0 = await startFakeDom0();
});
afterEach(async () => {
  await workspace?.remove();
  workspace = null;
  await dom0.stop();
});

const QUICK = { benchmark: 'command', name: 'quick', run: 'true', metrics: [] };
/** Lasts until the test ends it. */
const ENDLESS = { benchmark: 'command', name: 'endless', run: 'sleep 600', metrics: [] };

interface Guest {
  readonly kind?: string;
  readonly oddity?: Oddity;
  readonly domain?: object;
}

async function experiment(guests: Record<string, Guest>, more: object = {}): Promise<Workspace> {
  const targets: Record<string, object> = {};
  for (const [name, { kind = 'any', oddity, domain }] of Object.entries(guests)) {
    const { host, config } = await dom0.addGuest(name, oddity);
    targets[name] = { kind, host, domain: { dom0: dom0.sshd.spec, name, config, ...domain } };
  }
  workspace = await workspaceWith({ targets, benchmarks: [QUICK], repetitions: 2, warmup: 0, ...more });
  return workspace;
}

function run(place: Workspace, ...more: string[]): Promise<Ended> {
  return runCli(['run', place.file, ...more], { HOME: dom0.sshd.home });
}

/** Waits until a run says something; fails when it ends without. */
async function says(run: Running, text: string): Promise<void> {
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  while (!run.stderr().includes(text)) {
    if (over) throw new Error(`it ended without saying "${text}":\n${run.stderr()}`);
    await delay(20);
  }
}

/** What was done to domains, as `start pv`. */
async function done(place: Workspace): Promise<string[]> {
  return (await place.read()).domains.map(({ action, domain }) => `${action} ${domain}`);
}

test('guests take turns, each boot of the plan a start of its own, and none is left running', async () => {
  const place = await experiment({ pv: {}, hvm: {} }, { boots: 2, repetitions: 4 });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('starting the domain pv');
  expect(code).toBe(0);
  const starts = dom0.log().filter((line) => line.startsWith('create')).length;
  expect(starts).toBe(4);
  expect(dom0.log().some((line) => line.startsWith('beside'))).toBe(false);
  expect(dom0.running()).toEqual([]);
  expect(existsSync(join(dom0.folder, 'claim', 'claim'))).toBe(false);
  const { trials, targets } = await place.read();
  expect(trials.map(({ outcome }) => outcome)).toEqual(Array(8).fill('valid'));
  for (const name of ['pv', 'hvm']) {
    const boots = trials.filter(({ target }) => target === name).map(({ boot }) => boot);
    expect(boots.sort()).toEqual([1, 1, 2, 2]);
    // Before the first and after the last trial of each boot.
    const seen = targets.filter(({ target }) => target === name).map(({ observed }) => observed['boot']);
    expect(seen.sort()).toEqual([1, 1, 2, 2]);
  }
  const records = await done(place);
  expect(records.slice(0, 2).sort()).toEqual(['found hvm', 'found pv']);
  expect(records.filter((record) => record === 'shutdown pv')).toHaveLength(2);
});

test('a guest that was found running is stopped for the turns of others and runs at the end', async () => {
  const place = await experiment({ pv: {}, hvm: {} });
  await dom0.xl('create', join(dom0.folder, 'pv.cfg'));
  const { code } = await run(place, '--output', place.runFile);
  expect(code).toBe(0);
  expect(dom0.running()).toEqual(['pv']);
  expect(dom0.log().some((line) => line.startsWith('beside'))).toBe(false);
});

test('a guest of somebody else is a reason to refuse, and is left alone', async () => {
  const place = await experiment({ pv: {} });
  await dom0.addGuest('mail');
  await dom0.xl('create', join(dom0.folder, 'mail.cfg'));
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(code).toBe(3);
  expect(stderr).toContain('other guests run on the dom0');
  expect(stderr).toContain('mail');
  expect(existsSync(place.runFile)).toBe(false);
  expect(dom0.running()).toEqual(['mail']);
});

test('with "alongside" it may run meanwhile', async () => {
  const place = await experiment({ pv: { domain: { alongside: true } } });
  await dom0.addGuest('mail');
  await dom0.xl('create', join(dom0.folder, 'mail.cfg'));
  expect((await run(place, '--output', place.runFile)).code).toBe(0);
  expect(dom0.running()).toEqual(['mail']);
});

test('a guest destroyed in the middle of a trial: the trial is lost, the others are done, resuming completes', async () => {
  const flag = join(dom0.folder, 'wait');
  const started = join(dom0.folder, 'started');
  const waits = { ...QUICK, run: `[ ! -e ${flag} ] || { : >${started}; sleep 600; }` };
  const place = await experiment({ pv: {}, hvm: {} }, { benchmarks: [waits], order: 'sequential' });
  writeFileSync(flag, '');
  const first = startCli(['run', place.file, '--output', place.runFile], { HOME: dom0.sshd.home });
  while (!existsSync(started)) await delay(20);
  rmSync(flag);
  await dom0.xl('destroy', 'pv');
  const { code, stderr } = await first.ended;
  expect(stderr).toContain('pv: not there, left pending');
  expect(code).toBe(1);
  const outcomes = (await place.read()).trials.map(({ target, outcome }) => `${target} ${outcome}`);
  expect(outcomes).toEqual(['pv lost', 'hvm valid', 'hvm valid']);
  expect(dom0.running()).toEqual([]);
  expect((await run(place, '--resume', place.runFile)).code).toBe(0);
  expect(dom0.running()).toEqual([]);
});

test('a guest that does not come up in its time is left pending and does not stay', async () => {
  const place = await experiment({ dumb: { oddity: 'silent', domain: { bootSeconds: 1 } }, hvm: {} });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('its domain dumb was started, but nobody was let in within 1 s');
  expect(code).toBe(1);
  expect((await place.read()).trials.map(({ target }) => target)).toEqual(['hvm', 'hvm']);
  expect(dom0.running()).toEqual([]);
});

test('a guest that cannot be started refuses with the words of xl, and the others are measured', async () => {
  const place = await experiment({ huge: { oddity: 'too large' }, hvm: {} });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('not enough free memory');
  expect(code).toBe(3);
  expect((await place.read()).trials.map(({ target, outcome }) => `${target} ${outcome}`)).toEqual([
    'hvm valid',
    'hvm valid',
  ]);
});

test('where no guest can be started nothing runs, and there is no run file', async () => {
  const place = await experiment({ huge: { oddity: 'too large' } });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('not enough free memory');
  expect(code).toBe(3);
  expect(existsSync(place.runFile)).toBe(false);
});

test('a configuration that is not there refuses before anything is started', async () => {
  const place = await experiment({ pv: { domain: { config: '/nowhere/pv.cfg' } }, hvm: {} });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('has no file /nowhere/pv.cfg');
  expect(code).toBe(3);
  expect(dom0.log()).toEqual([]);
});

test('a configuration of another kind than the target is called refuses before anything is started', async () => {
  const place = await experiment({ pv: {}, hvm: { kind: 'hvm' } });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('hvm: declared "hvm", but');
  expect(stderr).toContain('starts a PV guest');
  expect(code).toBe(3);
  expect(dom0.log()).toEqual([]);
});

test('a configuration of another domain refuses before anything is started', async () => {
  const place = await experiment({ pv: { domain: { name: 'other' } } });
  const { code, stderr } = await run(place, '--output', place.runFile);
  expect(stderr).toContain('starts a domain named pv, and the experiment says other');
  expect(code).toBe(3);
  expect(dom0.log()).toEqual([]);
});

test('a cancel puts the dom0 back', async () => {
  const place = await experiment({ pv: {} }, { benchmarks: [ENDLESS] });
  await dom0.xl('create', join(dom0.folder, 'pv.cfg'));
  const first = startCli(['run', place.file, '--output', place.runFile], { HOME: dom0.sshd.home });
  await says(first, ': ready');
  first.child.kill('SIGINT');
  expect((await first.ended).code).toBe(130);
  expect(dom0.running()).toEqual(['pv']);
  expect(existsSync(join(dom0.folder, 'claim', 'claim'))).toBe(false);
});

test('what a run that was killed has left is put back by the next, and it is told', async () => {
  const place = await experiment({ pv: {}, hvm: {} }, { benchmarks: [ENDLESS], order: 'sequential' });
  await dom0.xl('create', join(dom0.folder, 'hvm.cfg'));
  const first = startCli(['run', place.file, '--output', place.runFile], { HOME: dom0.sshd.home });
  await says(first, ': ready');
  expect(dom0.running()).toEqual(['pv']);
  const [agent] = readFileSync(join(dom0.folder, 'claim', 'claim', 'owner'), 'utf8').split(' ');
  first.child.kill('SIGKILL');
  await first.ended;
  // Its agent on the dom0 needs a moment to notice that nobody is there.
  await untilGone([Number(agent)]);
  const other = await workspaceWith({
    targets: {
      pv: {
        kind: 'pv',
        host: 'x@127.0.0.1:1',
        domain: { dom0: dom0.sshd.spec, name: 'other', config: '/nowhere' },
      },
    },
    benchmarks: [QUICK],
  });
  const { code, stderr } = await run(other, '--output', other.runFile);
  await other.remove();
  expect(stderr).toContain('An earlier run was cut off');
  expect(code).toBe(3);
  expect(dom0.running()).toEqual(['hvm']);
});

test('what a later run cannot put back either stays owed, until one can', async () => {
  const place = await experiment({ pv: {}, hvm: {} }, { benchmarks: [ENDLESS], order: 'sequential' });
  await dom0.xl('create', join(dom0.folder, 'hvm.cfg'));
  const first = startCli(['run', place.file, '--output', place.runFile], { HOME: dom0.sshd.home });
  await says(first, ': ready');
  const owner = () => readFileSync(join(dom0.folder, 'claim', 'claim', 'owner'), 'utf8').split(' ')[0];
  const agent = Number(owner());
  first.child.kill('SIGKILL');
  await first.ended;
  await untilGone([agent]);

  const config = join(dom0.folder, 'hvm.cfg');
  const text = readFileSync(config, 'utf8');
  writeFileSync(config, `${text}# too large\n`);
  const second = await run(place, '--output', join(place.folder, 'second.xenrun'));
  expect(second.stderr).toContain('not enough free memory');
  expect(second.stderr).toContain('could not be put back as it was found');
  expect(second.code).toBe(3);
  expect(dom0.running()).toEqual([]);

  writeFileSync(config, text);
  const quick = await experiment({ third: { domain: { alongside: true } } });
  expect((await run(quick, '--output', join(quick.folder, 'third.xenrun'))).code).toBe(0);
  await quick.remove();
  await place.remove();
  expect(dom0.running()).toEqual(['hvm']);
});

test('a dom0 serves one run at a time', async () => {
  const place = await experiment({ pv: {} }, { benchmarks: [ENDLESS] });
  const first = startCli(['run', place.file, '--output', place.runFile], { HOME: dom0.sshd.home });
  await says(first, ': ready');
  const { code, stderr } = await run(place, '--output', join(place.folder, 'second.xenrun'));
  expect(stderr).toContain('Another run starts and stops guests');
  expect(code).toBe(3);
  expect(dom0.running()).toEqual(['pv']);
  first.child.kill('SIGINT');
  await first.ended;
  expect(dom0.running()).toEqual([]);
});

test('a guest that does not hear is destroyed after its grace', async () => {
  const place = await experiment({ pv: { domain: { graceSeconds: 1 } } });
  writeFileSync(join(dom0.folder, 'deaf-pv'), '');
  expect((await run(place, '--output', place.runFile)).code).toBe(0);
  expect(await done(place)).toEqual(['found pv', 'start pv', 'destroy pv']);
  expect(dom0.running()).toEqual([]);
});

test('a check asks one dom0 once for all its guests', async () => {
  const place = await experiment({ pv: {}, hvm: {}, pvh: {} });
  const logins = () => dom0.sshd.logs().match(/^Accepted publickey/gm)?.length ?? 0;
  const before = logins();
  const { code } = await runCli(['check', place.file], { HOME: dom0.sshd.home });
  expect(code).toBe(0);
  expect(logins() - before).toBe(1);
});

test('a check asks the dom0, starts nothing, and says what a run would start', async () => {
  const place = await experiment({ pv: {} });
  const { code, stdout } = await runCli(['check', place.file], { HOME: dom0.sshd.home });
  expect(stdout).toContain('not running; a run starts it');
  expect(code).toBe(0);
  expect(dom0.log()).toEqual([]);
});
