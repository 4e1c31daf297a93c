import { beforeEach, describe, expect, test } from 'vitest';
import type { Workspace } from '../support/cli.ts';
import { guest, says, useLab } from './support/lab.ts';

const used = useLab();

beforeEach(async () => {
  expect(await used.domains()).toEqual([]);
});

const SHORT = { benchmark: 'command', name: 'short', run: 'true', metrics: [] };
/** Lasts as long as a file is there. */
const HELD = {
  benchmark: 'command',
  name: 'held',
  run: 'while [ -e /var/tmp/hold ]; do sleep 1; done',
  metrics: [],
  timeout: 3_000,
};

function experiment(targets: object, benchmark: object): Promise<Workspace> {
  return used.workspace({ targets, benchmarks: [benchmark], repetitions: 2, warmup: 0, order: 'sequential' });
}

async function outcomes(place: Workspace): Promise<string[]> {
  return (await place.read()).trials.map(({ target, outcome }) => `${target} ${outcome}`);
}

/** In the guest's file system, for all its boots. */
async function hold(name: 'pv' | 'pvh'): Promise<void> {
  const { status, stderr } = await used.lab.ssh(name, 'touch /var/tmp/hold && sync');
  expect(status, stderr).toBe(0);
}

describe('on a real Xen', () => {
  test('xl destroy in the middle of a trial: it is lost, dom0 is put back, resuming completes', async () => {
    await used.lab.up('pv');
    await hold('pv');
    await used.lab.down('pv');
    const place = await experiment({ pv: guest('pv'), pvh: guest('pvh') }, HELD);
    const run = used.startCli('run', place.file, '--output', place.runFile);
    await says(run, /^pv .*: ready\b/m);
    // The trial is under way when its command is to be seen.
    const seen = 'for try in $(seq 600); do pgrep -f "[v]ar/tmp/hold" && exit; sleep 1; done; exit 1';
    expect((await used.lab.ssh('pv', seen)).status).toBe(0);
    expect((await used.lab.ssh('dom0', 'xl destroy pv')).status).toBe(0);
    const ended = await run.ended;
    expect(ended.stderr).toContain('pv: not there, left pending');
    expect(ended.code, ended.stderr).toBe(1);
    expect(await outcomes(place)).toEqual(['pv lost', 'pvh valid', 'pvh valid']);
    expect(await used.domains()).toEqual([]);

    await used.lab.up('pv');
    await used.lab.ssh('pv', 'rm -f /var/tmp/hold; sync');
    await used.lab.down('pv');
    const resumed = await used.cli('run', place.file, '--resume', place.runFile);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(await used.domains()).toEqual([]);
  });

  test('a dom0 that hangs: its guests are left pending; when it is back, the next run puts it back and completes', async () => {
    const place = await experiment({ pvh: guest('pvh') }, SHORT);
    const run = used.startCli('run', place.file, '--output', place.runFile);
    await says(run, /^pvh .*: ready\b/m);
    await used.lab.freeze();
    const ended = await run.ended;
    expect(ended.code, ended.stderr).not.toBe(0);
    expect(ended.stderr).toContain('could not be put back as it was found');
    await used.lab.thaw();
    expect(await used.domains()).toEqual(['pvh']);

    const resumed = await used.cli('run', place.file, '--resume', place.runFile);
    expect(resumed.stderr).toContain('An earlier run was cut off');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(await used.domains()).toEqual([]);
  });

  test('a guest that does not come up is left pending in its time, the other is measured, and neither stays', async () => {
    const mute =
      'sed "s/lab.address=[^ \\"]*//" /etc/xen/pv.cfg >/etc/xen/mute.cfg && ! cmp -s /etc/xen/pv.cfg /etc/xen/mute.cfg';
    expect((await used.lab.ssh('dom0', mute)).status).toBe(0);
    const place = await experiment(
      { mute: guest('pv', { config: '/etc/xen/mute.cfg', bootSeconds: 20 }), pvh: guest('pvh') },
      SHORT,
    );
    const { code, stderr } = await used.cli('run', place.file, '--output', place.runFile);
    expect(stderr).toContain('nobody was let in within 20 s');
    expect(code, stderr).toBe(1);
    expect(await outcomes(place)).toEqual(['pvh valid', 'pvh valid']);
    expect(await used.domains()).toEqual([]);
  });

  test('a cancel shuts the guest down that the run has started', async () => {
    const place = await experiment({ pvh: guest('pvh') }, { ...SHORT, run: 'sleep 600', timeout: 3_000 });
    const run = used.startCli('run', place.file, '--output', place.runFile);
    await says(run, /^pvh .*: ready\b/m);
    run.child.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
    expect(await used.domains()).toEqual([]);
  });
});
