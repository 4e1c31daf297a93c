import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { finish, GUESTS, type Guest, KIND, useLab } from './support/lab.ts';

// The quick part: all guests of the lab at once, as its snapshot has them.
const used = useLab({ guests: true });

/** Quick, also where everything is emulated: nothing is compiled for it. */
const QUICK = { benchmark: 'command', name: 'quick', run: 'true', metrics: [] };
const LABELS: Readonly<Record<Guest, string>> = {
  pv: 'PV',
  hvm: 'HVM, PV drivers',
  'hvm-emulated': 'HVM, emulated devices',
  pvh: 'PVH',
};

function running(name: Guest, kind: string = KIND[name]): object {
  return { kind, host: name, jump: 'dom0', domain: { dom0: 'dom0', name } };
}

function plan(targets: object, more: object = {}): object {
  return { targets, benchmarks: [QUICK], repetitions: 1, warmup: 0, ...more };
}

describe('on a real Xen', () => {
  test('every guest proves its kind and whose devices it has, and is measured', async () => {
    const place = await used.workspace(plan(Object.fromEntries(GUESTS.map((name) => [name, running(name)]))));
    const { code, stderr } = await finish(
      used,
      place,
      await used.cli('run', place.file, '--output', place.runFile),
    );
    expect(code, stderr).toBe(0);
    const { targets, trials } = await place.read();
    expect(trials.filter(({ outcome }) => outcome === 'valid')).toHaveLength(GUESTS.length);
    for (const name of GUESTS) {
      const { observed, proof } = targets.find(({ target }) => target === name) ?? {};
      expect(proof?.status, name).toBe('proved');
      expect(observed?.['label'], name).toContain(LABELS[name]);
      // Xen itself runs inside QEMU here, and no number may hide it.
      expect(observed?.['under'], name).toBe('qemu');
    }
    const report = await runCli(['report', place.runFile]);
    expect(report.code, report.stderr).toBe(0);
    for (const name of GUESTS) expect(report.stdout).toContain(`${LABELS[name]}, inside QEMU`);
  });

  test('a guest with a wrong label is refused, with the evidence, and nothing runs', async () => {
    const place = await used.workspace(plan({ wrong: running('pvh', 'pv') }));
    const { code, stderr } = await used.cli('run', place.file, '--output', place.runFile);
    expect(stderr).toContain('guest_type');
    expect(stderr).toContain('PVH');
    expect(code).toBe(3);
    await expect(place.read()).rejects.toThrow();
  });

  test('a dom0 does not pass as native', async () => {
    const place = await used.workspace(plan({ bare: { kind: 'native', host: 'dom0' } }));
    const { code, stdout } = await used.cli('check', place.file);
    expect(stdout).toContain('dom0 of Xen');
    expect(code).toBe(3);
  });

  test('a domain of another guest is noticed', async () => {
    const place = await used.workspace(
      plan({ pv: { kind: 'pv', host: 'pv', jump: 'dom0', domain: { dom0: 'dom0', name: 'hvm' } } }),
    );
    const { code, stderr } = await used.cli('run', place.file, '--output', place.runFile);
    expect(stderr).toContain('is not this guest');
    expect(code).toBe(3);
  });
});
