import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startLab } from '../../../tools/xen-lab/index.mjs';
import {
  type Ended,
  type Running,
  runCli,
  startCli,
  type Workspace,
  workspaceWith,
} from '../../support/cli.ts';

type Lab = Awaited<ReturnType<typeof startLab>>;

/** The kinds that a guest of the lab may be called, by its name. */
export const KIND = { pv: 'pv', hvm: 'hvm', 'hvm-emulated': 'hvm', pvh: 'pvh' } as const;
export type Guest = keyof typeof KIND;
export const GUESTS = Object.keys(KIND) as Guest[];

/** A real Xen for the tests of a file. */
export interface UsedLab {
  readonly lab: Lab;
  /** The command line with the lab's SSH configuration. */
  cli(...words: string[]): Promise<Ended>;
  startCli(...words: string[]): Running;
  /** Names of the guests that xl lists. */
  domains(): Promise<string[]>;
  /** A folder with an experiment on the lab. */
  workspace(experiment: object): Promise<Workspace>;
}

/** Starts a lab before the tests of a file, and ends it after them. */
export function useLab(options: { readonly guests?: boolean; readonly native?: boolean } = {}): UsedLab {
  let lab: Lab | null = null;
  const workspaces: Workspace[] = [];
  const there = (): Lab => {
    if (lab === null) throw new Error('the lab is not there yet');
    return lab;
  };
  beforeAll(async () => {
    lab = await startLab({ ...options, say: (text) => process.stderr.write(`${text}\n`) });
  });
  afterEach(async () => {
    for (const workspace of workspaces.splice(0)) await workspace.remove();
  });
  afterAll(async () => {
    await lab?.stop();
  });
  const withConfig = (words: readonly string[]) => [...words, '--ssh-config', there().sshConfig];
  return {
    get lab() {
      return there();
    },
    cli: (...words) => runCli(withConfig(words)),
    startCli: (...words) => startCli(withConfig(words)),
    async domains() {
      const { stdout } = await there().ssh('dom0', 'xl list');
      return stdout
        .split('\n')
        .slice(1)
        .map((line) => line.split(' ')[0] ?? '')
        .filter((name) => name !== '' && name !== 'Domain-0');
    },
    async workspace(experiment) {
      const workspace = await workspaceWith(experiment);
      workspaces.push(workspace);
      return workspace;
    },
  };
}

/** A guest that the run starts; emulation is slow, so it has all the time it may need. */
export function guest(name: Guest, domain: object = {}): object {
  return {
    kind: KIND[name],
    host: name,
    jump: 'dom0',
    domain: { dom0: 'dom0', name, config: `/etc/xen/${name}.cfg`, bootSeconds: 3_600, ...domain },
  };
}

/**
 * Does what a run has left, as its user would: on a machine with other work a guest may be too slow to answer in its
 * time, or a trial be invalid, each with its reason. Returns the end of the last part.
 */
export async function finish(used: UsedLab, place: Workspace, first: Ended): Promise<Ended> {
  let last = first;
  const toBeDone = () => last.code === 1 || last.stderr.includes('No target is there');
  for (let again = 0; again < 6 && toBeDone(); again += 1) {
    const how = existsSync(place.runFile) ? ['--resume', place.runFile] : ['--output', place.runFile];
    last = await used.cli('run', place.file, ...how);
  }
  return last;
}

/** Waits until a run says something; fails when it ends without. */
export async function says(run: Running, text: string | RegExp): Promise<void> {
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  const said = () => (typeof text === 'string' ? run.stderr().includes(text) : text.test(run.stderr()));
  while (!said()) {
    if (over) throw new Error(`it ended without saying ${text}:\n${run.stderr()}`);
    await delay(100);
  }
}

/** A folder of the test's own. */
export function temporaryFolder(): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'xen-bench-xen-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
