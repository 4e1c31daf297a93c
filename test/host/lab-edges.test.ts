import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, labConnection, startLab } from '../../src/lab/lab.ts';
import { type LabFiles, writeLabFiles } from '../../src/lab/lab-files.ts';
import { ended } from '../../src/remote/time-limit.ts';
import { processesMarked } from '../support/on-host.ts';

let lab: Lab;
let files: LabFiles;
let config: string;
beforeEach(async () => {
  lab = await startLab({ seed: 2008 });
  files = await writeLabFiles(lab);
  config = /ssh -F (\S+)/.exec(files.description)?.[1] ?? '';
});
afterEach(async () => {
  await ended(lab.stop(), 60_000);
  await files.remove();
});

/** What the real ssh client gives for a command on a machine of the lab; stdin is `input`. */
async function ssh(machine: string, command: string, input: Buffer = Buffer.alloc(0)) {
  const child = spawn('ssh', ['-F', config, `lab-${machine}`, command]);
  const sums = { stdout: createHash('sha256'), stderr: createHash('sha256') };
  const sizes = { stdout: 0, stderr: 0 };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (bytes: Buffer) => {
      sums[stream].update(bytes);
      sizes[stream] += bytes.length;
    });
  }
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const done = once(child, 'close');
  const inTime = await ended(done, 40_000);
  if (!inTime) child.kill('SIGKILL');
  const [code] = (await done) as [number | null];
  return { inTime, code, sizes, stdout: sums.stdout.digest('hex'), stderr: sums.stderr.digest('hex') };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('this-machine, by the real ssh client', () => {
  test('passes 50 MB in and out unharmed', async () => {
    const bytes = Buffer.alloc(50e6, 'The quick brown fox 0123456789\n');
    const result = await ssh('this-machine', 'cat', bytes);
    expect(result).toMatchObject({ inTime: true, code: 0, stdout: sha256(bytes) });
  });

  test('passes two large streams at the same time unharmed', async () => {
    const size = 12e6;
    const result = await ssh(
      'this-machine',
      `head -c ${size} /dev/zero | tr '\\0' o & head -c ${size} /dev/zero | tr '\\0' e >&2 & wait`,
    );
    expect(result.sizes).toEqual({ stdout: size, stderr: size });
    expect(result).toMatchObject({
      inTime: true,
      code: 0,
      stdout: sha256(Buffer.alloc(size, 'o')),
      stderr: sha256(Buffer.alloc(size, 'e')),
    });
  });

  test('a signal that SSH has no name for is still an end, not that of the lab', async () => {
    const result = await ssh('this-machine', 'kill -BUS $$');
    expect(result.inTime).toBe(true);
    expect(result.code).not.toBe(0);
    expect((await ssh('this-machine', 'exit 7')).code).toBe(7);
  });

  test('a command that closes its input early does not stop what the client still sends', async () => {
    const result = await ssh('this-machine', 'exec <&-; sleep 0.3; echo done', Buffer.alloc(8e6));
    expect(result).toMatchObject({ inTime: true, code: 0, stdout: sha256(Buffer.from('done\n')) });
  });
});

describe('stop', () => {
  test('does not wait for somebody who connected and says nothing', async () => {
    const socket = connect(lab.port, lab.host);
    await once(socket, 'connect');
    expect(await ended(lab.stop(), 15_000)).toBe(true);
    socket.destroy();
  });

  test('ends what does not heed SIGTERM, and what outlived its leader', async () => {
    const mark = `XB_LAB_TEST=${process.pid}-${Date.now()}`;
    const connection = await labConnection(lab, 'this-machine', new AbortController().signal);
    await connection.exec(`export ${mark}; exec sh -c 'trap "" TERM; while :; do sleep 0.1; done'`);
    const left = await connection.exec(
      `export ${mark}; sh -c 'while :; do sleep 0.1; done' </dev/null >/dev/null 2>&1 &`,
    );
    await left.closed;
    for (let look = 0; look < 6_000 && processesMarked(mark).length < 2; look += 1) await delay(10);
    expect(processesMarked(mark).length).toBeGreaterThanOrEqual(2);
    const inTime = await ended(lab.stop(), 60_000);
    const alive = processesMarked(mark);
    for (const line of alive) process.kill(Number.parseInt(line, 10), 'SIGKILL');
    expect(alive).toEqual([]);
    expect(inTime).toBe(true);
  });
});
