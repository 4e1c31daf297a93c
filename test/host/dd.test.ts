import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dd } from '../../src/benchmarks/dd.ts';
import { readTrial } from '../../src/benchmarks/index.ts';
import { CONTEXT, diskCase, NO_FACTS, numbers, raw, reason } from '../unit/benchmarks/captured.ts';

const SHELLS = [
  ['dash', ['-c']],
  ['bash', ['--posix', '-c']],
  ['busybox', ['ash', '-c']],
] as const;

const SIZE = 1024 * 1024;

/** What a false dd does first. */
const WRITES_HALF = `for word; do case $word in of=*) echo half >"\${word#of=}" ;; esac; done;`;

let directory: string;
let scratch: string;
let programs: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xen-bench-dd-'));
  scratch = join(directory, "a disk's folder");
  programs = join(directory, 'bin');
  mkdirSync(scratch);
  mkdirSync(programs);
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Puts a program of ours before the host's own. */
function fake(name: string, script: string) {
  const path = join(programs, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

const environment = () => ({ ...process.env, PATH: `${programs}${delimiter}${process.env['PATH']}` });

describe.each(SHELLS)('under %s', (shell, options) => {
  const run = (mode: 'paper' | 'durable', size = SIZE) => {
    const case_ = diskCase({ size, mode });
    const command = dd.command(case_, { ...CONTEXT, scratchDirectory: scratch });
    const ended = spawnSync(shell, [...options, command], { encoding: 'utf8', env: environment() });
    const output = raw({ command, exitCode: ended.status, stdout: ended.stdout, stderr: ended.stderr });
    return { output, reading: readTrial(output, case_, NO_FACTS) };
  };

  test.each(['paper', 'durable'] as const)('writes, measures and removes a file (%s)', (mode) => {
    const { output, reading } = run(mode);
    expect(output.stdout).toMatch(/^xen-bench start=\d+\.\d\d end=\d+\.\d\d size=1048576\n$/);
    expect(numbers(reading)).toEqual({ throughput: expect.any(Number), time: expect.any(Number) });
    expect(output.command.includes('conv=fdatasync')).toBe(mode === 'durable');
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('gives no number with a dd that prints no time, or cannot flush', () => {
    fake('dd', 'exec busybox dd "$@"');
    expect(reason(run('paper').reading)).toContain('install GNU coreutils');
    expect(reason(run('durable').reading)).toContain('use the mode "paper"');
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('writes nothing where the file would not fit, and says how much is needed and free', () => {
    fake(
      'df',
      'echo "Filesystem 1024-blocks Used Available Capacity Mounted on"; echo "//host/my share 9000 8100 900 90% /a b"',
    );
    fake('dd', 'echo "dd was run" >&2');
    const { output, reading } = run('paper');
    expect(output.exitCode).toBe(28);
    expect(output.stderr).not.toContain('dd was run');
    expect(reason(reading)).toBe('not enough space under /var/tmp: needed 1024 KiB, free 900 KiB');
  });

  test('ends with the exit code of dd, and leaves nothing behind when it fails', () => {
    fake('dd', `${WRITES_HALF} echo "dd: error writing: No space left on device" >&2; exit 1`);
    const { output, reading } = run('paper');
    expect(output.exitCode).toBe(1);
    expect(reason(reading)).toContain('No space left on device');
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('removes the file when it is stopped on the way', async () => {
    const reached = join(directory, 'reached');
    fake('dd', `${WRITES_HALF} : >'${reached}'; exec sleep 60`);
    const command = dd.command(diskCase({ size: SIZE }), { ...CONTEXT, scratchDirectory: scratch });
    const child = spawn(shell, [...options, command], {
      env: environment(),
      detached: true,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await expect.poll(() => existsSync(reached), { timeout: 10_000 }).toBe(true);
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    expect(await ended).toEqual([143, null]);
    expect(readdirSync(scratch)).toEqual([]);
  });
});
