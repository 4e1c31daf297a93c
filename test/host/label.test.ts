import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { runCli, type Workspace, workspaceWith } from '../support/cli.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';
import { layOutMachine } from '../support/xen-machines.ts';

const TRUE = { benchmark: 'command', name: 'nothing', run: 'true' };

/** A real SSH server on a machine that tells what a captured HVM guest with emulated devices told. */
describe('a target that is not what it is called', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'xen-bench-label-')));
  let sshd: Sshd;
  let workspace: Workspace;
  beforeAll(async () => {
    layOutMachine('hvmemu', root);
    sshd = await startSshd({ environment: { PATH: process.env['PATH'] ?? '', xb_root: root } });
    workspace = await workspaceWith({
      targets: {
        one: { kind: 'pv', host: sshd.spec },
        two: { kind: 'native', under: 'kvm', host: sshd.spec },
        three: { kind: 'hvm', host: sshd.spec },
      },
      benchmarks: [TRUE],
      repetitions: 2,
      warmup: 0,
    });
  });
  afterAll(async () => {
    await workspace.remove();
    await sshd.stop();
    rmSync(root, { recursive: true, force: true });
  });
  const cli = (...words: string[]) => runCli(words, { HOME: sshd.home });

  test('is refused before anything runs, all of them together, with the evidence in words', async () => {
    const { code, stderr } = await cli('run', workspace.file, '--output', workspace.runFile);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /one \(.+\): Declared "pv", but it is HVM, on QEMU: \/sys\/hypervisor\/guest_type says HVM; .+"kind": "hvm"/,
    );
    expect(stderr).toMatch(/two \(.+\): Declared "native" under "kvm", but it is HVM/);
    expect(stderr).toContain('--allow-mismatch');
    expect(stderr).not.toMatch(/three \(.+\): Declared/);
    expect(existsSync(workspace.runFile)).toBe(false);
  });

  test('stands in the way of a check, which shows label, devices and evidence of all', async () => {
    const { code, stdout } = await cli('check', workspace.file);
    expect(code).toBe(3);
    expect(stdout).toMatch(/FAIL one {2}pv \(mismatch\)/);
    expect(stdout).toMatch(/ok +three {2}hvm \(proved\)/);
    expect(stdout).toContain('label: HVM, emulated devices, inside QEMU; network emulated, disk emulated');
    expect((await cli('check', workspace.file, '--allow-mismatch')).code).toBe(0);
  });

  test('is measured where that is allowed, and marked in the run file', async () => {
    const words = ['run', workspace.file, '--output', workspace.runFile, '--allow-mismatch'];
    expect((await cli(...words)).code).toBe(0);
    const { targets } = await workspace.read();
    const one = targets.find(({ target }) => target === 'one');
    expect(one?.proof).toMatchObject({
      status: 'mismatch',
      evidence: expect.arrayContaining([{ source: '/sys/hypervisor/guest_type', says: 'HVM' }]),
    });
    expect(one?.observed).toMatchObject({
      machine: 'hvm',
      under: 'qemu',
      io: { network: 'emulated', disk: 'emulated' },
      network_driver: 'e1000',
      disk_driver: 'ata_piix',
      label: 'HVM, emulated devices, inside QEMU',
    });
    expect(targets.find(({ target }) => target === 'three')?.proof.status).toBe('proved');
    const json = await cli('report', workspace.runFile, '--format', 'json');
    const report = JSON.parse(json.stdout) as Report;
    expect(report.runs[0]?.targets.find(({ name }) => name === 'two')?.proof).toBe('mismatch');
  });

  test('is refused again by a resume that does not allow it', async () => {
    const part = await workspaceWith({
      targets: { one: { kind: 'pv', host: sshd.spec } },
      benchmarks: [{ ...TRUE, run: `test -e ${join(root, 'ready')} || exit 3` }],
      repetitions: 1,
      warmup: 0,
    });
    const run = ['run', part.file];
    expect((await cli(...run, '--output', part.runFile, '--allow-mismatch')).code).toBe(1);
    const refused = await cli(...run, '--resume', part.runFile);
    expect([refused.code, /but it is HVM/.test(refused.stderr)]).toEqual([3, true]);
    expect((await cli(...run, '--resume', part.runFile, '--allow-mismatch')).code).toBe(1);
    await part.remove();
  });
});

test('a model of the demo lab under another kind is refused like a machine', async () => {
  const workspace = await workspaceWith({
    targets: { hvm: { kind: 'hvm', host: 'lab:pv' } },
    benchmarks: [TRUE],
  });
  const { code, stderr } = await runCli(['run', workspace.file, '--output', workspace.runFile]);
  expect(code).toBe(3);
  expect(stderr).toContain('Declared "hvm", but it is PV: /sys/hypervisor/guest_type says PV');
  await workspace.remove();
});

test('each model of the demo lab answers as its kind', async () => {
  const kinds = ['native', 'pv', 'hvm', 'pvh', 'kvm'];
  const workspace = await workspaceWith({
    targets: Object.fromEntries(kinds.map((kind) => [kind, { kind, host: `lab:${kind}` }])),
    benchmarks: ['cpu'],
  });
  const { code, stdout } = await runCli(['check', workspace.file]);
  expect(code).toBe(0);
  expect([...stdout.matchAll(/label: (.+);/g)].map(([, label]) => label)).toEqual([
    'native',
    'PV',
    'HVM, emulated devices',
    'PVH',
    'KVM, virtio',
  ]);
  await workspace.remove();
});
