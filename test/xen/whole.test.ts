import { expect, test } from 'vitest';
import { finish, GUESTS, guest, useLab } from './support/lab.ts';

const used = useLab({ native: true });

test('every kind of guest and the machine without Xen, three rounds over two boots, dom0 as it was found', async () => {
  const place = await used.workspace({
    title: 'Every kind of guest, and the machine without Xen (in QEMU: the numbers mean nothing)',
    targets: {
      native: { kind: 'native', under: 'qemu', host: 'native' },
      ...Object.fromEntries(GUESTS.map((name) => [name, guest(name)])),
    },
    baseline: 'native',
    peer: { host: 'dom0', address: '10.0.3.1' },
    benchmarks: [
      { benchmark: 'memory', passes: 3 },
      { benchmark: 'cpu', seconds: 1 },
      // So long that starting a program under emulation is little beside it.
      { benchmark: 'disk', sizes: ['64M'] },
      { benchmark: 'tcp-small', sizes: ['64'], seconds: 5 },
    ],
    repetitions: 3,
    boots: 2,
    warmup: 0,
  });
  const check = await used.cli('check', place.file);
  expect(check.code, check.stdout + check.stderr).toBe(0);
  expect(await used.domains()).toEqual([]);

  // Guests are started by the run; the native machine's second boot is a person's affair, and waits.
  const first = await used.cli('run', place.file, '--output', place.runFile);
  expect(first.stderr).toContain('native: boot 2 of 2 needs the machine started anew');
  expect(first.code, first.stderr).toBe(1);
  expect(await used.domains()).toEqual([]);
  await used.lab.rebootNative();
  const resumed = await finish(used, place, first);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(await used.domains()).toEqual([]);

  const { targets, trials, domains } = await place.read();
  expect(trials.filter(({ outcome }) => outcome === 'valid')).toHaveLength(5 * 4 * 3);
  for (const name of ['native', ...GUESTS]) {
    const own = targets.filter(({ target }) => target === name);
    expect(new Set(own.map(({ proof }) => proof.status)), name).toEqual(new Set(['proved']));
    expect(new Set(own.map(({ observed }) => observed['boot_id'])).size, name).toBeGreaterThanOrEqual(2);
  }
  for (const name of GUESTS) {
    const starts = domains.filter(({ action, domain }) => action === 'start' && domain === name);
    expect(new Set(starts.map(({ boot }) => boot)), name).toEqual(new Set([1, 2]));
  }
});
