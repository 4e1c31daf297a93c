// What a trial costs beyond its command: `true` as a command benchmark, 200 trials over a loopback sshd, side by side
// with the ssh client over a ControlMaster running `true` 200 times; once with a fast and once with a slow login shell.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunEvent } from '../../src/run/events.ts';
import { type Sshd, startSshd } from '../../test/support/sshd.ts';

const TRIALS = 200;
const ROUNDS = 5;

/** ms a trial, over `trials` trials from the first one's start to the last one's end, as the events tell. */
async function xenBench(sshd: Sshd, folder: string, trials: number): Promise<number> {
  const file = join(folder, 'bench.xenbench.jsonc');
  const experiment = {
    targets: { host: { kind: 'any', host: sshd.spec } },
    benchmarks: [{ benchmark: 'command', name: 'true', run: 'true' }],
    repetitions: trials,
  };
  await writeFile(file, JSON.stringify(experiment));
  const runFile = join(folder, `bench-${process.hrtime.bigint()}.xenrun`);
  const child = spawn(
    process.execPath,
    [resolve('dist/cli.js'), 'run', file, '--output', runFile, '--json'],
    {
      env: { ...process.env, HOME: sshd.home, SSH_AUTH_SOCK: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let first = 0n;
  let last = 0n;
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { event } = JSON.parse(line) as RunEvent;
      if (event === 'trial-start' && first === 0n) first = process.hrtime.bigint();
      if (event === 'trial') last = process.hrtime.bigint();
    }
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`xen-bench ended with ${code}`);
  return Number(last - first) / 1e6 / trials;
}

/** ms a command, each by a client of its own over one kept connection. */
function controlMaster(sshd: Sshd, folder: string, commands: number): number {
  const options = [
    ['-F', 'none'],
    ['-o', `ControlPath=${join(folder, 'control')}`],
    ['-o', `UserKnownHostsFile=${join(sshd.home, '.ssh', 'known_hosts')}`],
    ['-i', sshd.identityFile],
    ['-o', 'IdentitiesOnly=yes'],
    ['-p', String(sshd.port)],
  ].flat();
  const host = `${sshd.user}@${sshd.host}`;
  execFileSync('ssh', [...options, '-o', 'ControlMaster=yes', '-o', 'ControlPersist=60', host, 'true'], {
    stdio: 'ignore',
  });
  const begin = process.hrtime.bigint();
  for (let i = 0; i < commands; i += 1) execFileSync('ssh', [...options, host, 'true'], { stdio: 'ignore' });
  const ms = Number(process.hrtime.bigint() - begin) / 1e6 / commands;
  execFileSync('ssh', [...options, '-O', 'exit', host], { stdio: 'ignore' });
  return ms;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function compare(what: string, loginShell: string | undefined, folder: string): Promise<void> {
  const sshd = await startSshd(loginShell === undefined ? {} : { loginShell });
  try {
    const pairs: { ours: number; theirs: number }[] = [];
    const each = TRIALS / ROUNDS;
    // In turn, so that a machine that slows down slows both.
    for (let round = 0; round < ROUNDS; round += 1) {
      pairs.push({ ours: await xenBench(sshd, folder, each), theirs: controlMaster(sshd, folder, each) });
    }
    const ours = median(pairs.map((pair) => pair.ours));
    const theirs = median(pairs.map((pair) => pair.theirs));
    const ratio = median(pairs.map((pair) => pair.theirs / pair.ours));
    console.log(
      `${what}: ${ours.toFixed(1)} ms a trial, ssh over a ControlMaster ${theirs.toFixed(1)} ms a command: ` +
        `ssh takes ${ratio.toFixed(1)} x as long (medians of ${ROUNDS} rounds of ${each} each)`,
    );
  } finally {
    await sshd.stop();
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xb-bench-'));
  try {
    console.log(`Orchestration of a trial (\`true\`, ${TRIALS} trials, loopback sshd)`);
    await compare('  fast login shell', undefined, folder);
    const slow = join(folder, 'slow-shell');
    await writeFile(slow, '#!/bin/sh\nsleep 0.1\nexec /bin/sh "$@"\n', { mode: 0o755 });
    await compare('  login shell that takes 100 ms', slow, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

void main();
