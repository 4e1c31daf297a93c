import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { experimentOfRun } from '../../src/journal/experiment-of-run.ts';
import { parseRunFile, type ReadRunFile } from '../../src/journal/read.ts';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said on standard error so far. */
  stderr(): string;
}

/** Starts the built command line. */
export function startCli(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  cwd?: string,
): Running {
  const child = spawn(process.execPath, [CLI, ...words], {
    cwd,
    env: { ...process.env, SSH_AUTH_SOCK: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended, stderr: () => stderr };
}

export function runCli(words: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Ended> {
  return startCli(words, environment).ended;
}

/** A folder with an experiment file in it, and a place for the run file. */
export interface Workspace {
  readonly folder: string;
  readonly file: string;
  readonly runFile: string;
  read(): Promise<ReadRunFile>;
  remove(): Promise<void>;
}

export async function workspaceWith(experiment: unknown): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'xen-bench-workspace-'));
  const file = join(folder, 'test.xenbench.jsonc');
  const runFile = join(folder, 'test.xenrun');
  await writeFile(file, typeof experiment === 'string' ? experiment : JSON.stringify(experiment, null, 2));
  return {
    folder,
    file,
    runFile,
    async read() {
      const run = parseRunFile(await readFile(runFile), runFile);
      experimentOfRun(run.run, runFile);
      return run;
    },
    async remove() {
      if (existsSync(folder)) await rm(folder, { recursive: true });
    },
  };
}
