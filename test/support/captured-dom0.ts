import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Sshd, startSshd } from './sshd.ts';

/** A real SSH server where `xl` is a script that prints what a real Xen printed: see captured-xl.sh. */
export interface CapturedDom0 {
  readonly sshd: Sshd;
  /** `root@127.0.0.1:PORT`, as the server has it. */
  readonly spec: string;
  /** Where configuration files lie. */
  readonly configs: string;
  /** Puts a domain there; `type` may be one that `xl list -l` leaves out. */
  put(name: string, letters: string, type: string): Promise<void>;
  take(name: string): Promise<void>;
  /** Names of the domains that are there. */
  names(): Promise<readonly string[]>;
  /** Arguments of every call of xl so far. */
  calls(): Promise<readonly string[]>;
  /** Makes xl wait (`hold`), guests not listen (`deaf`), or xl refuse with these words (`refuses`), until it is undone. */
  set(what: 'hold' | 'deaf' | 'refuses', text?: string): Promise<void>;
  unset(what: 'hold' | 'deaf' | 'refuses'): Promise<void>;
  stop(): Promise<void>;
}

/** @param root folder of the repository: a bundled test cannot know it from its own place */
export async function startCapturedDom0(root: string, { isRoot = true } = {}): Promise<CapturedDom0> {
  const home = join(await mkdtemp(join(tmpdir(), 'xen-bench-dom0-')), 'dom0');
  const bin = join(home, 'bin');
  const state = join(home, 'state');
  const long = join(home, 'long');
  const configs = join(home, 'configs');
  for (const folder of [bin, state, long, configs]) await mkdir(folder, { recursive: true });
  await copyFile(join(root, 'test/support/captured-xl.sh'), join(bin, 'xl'));
  await chmod(join(bin, 'xl'), 0o755);
  // Whoever runs the tests: xl serves only root.
  await writeFile(join(bin, 'id'), `#!/bin/sh\necho ${isRoot ? 0 : 1000}\n`, { mode: 0o755 });
  await writeFile(join(bin, 'ip'), '#!/bin/sh\necho 10.0.2.22 dev xenbr0 lladdr 00:16:3e:00:00:22 STALE\n', {
    mode: 0o755,
  });
  await writeFile(join(home, 'next'), '10\n');
  await writeFile(join(home, 'calls'), '');
  await writeEntries(join(root, 'test/fixtures/xen/dom0'), long);
  const sshd = await startSshd({
    environment: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      CAPTURED_DOM0: home,
      XEN_BENCH_CONFIGS: configs,
    },
  });
  return {
    sshd,
    spec: sshd.spec,
    configs,
    put: async (name, letters, type) => {
      const next = Number(await readFile(join(home, 'next'), 'utf8'));
      await writeFile(join(home, 'next'), `${next + 1}\n`);
      await writeFile(join(state, name), `${next} ${letters} ${type}\n`);
    },
    take: (name) => rm(join(state, name), { force: true }),
    names: async () => (await readdir(state)).sort(),
    calls: async () => (await readFile(join(home, 'calls'), 'utf8')).split('\n').filter(Boolean),
    set: (what, text = '') => writeFile(join(home, what), text),
    unset: (what) => rm(join(home, what), { force: true }),
    stop: async () => {
      await sshd.stop();
      await rm(dirname(home), { recursive: true, force: true });
    },
  };
}

/** The entries of the captured `xl list -l`, each with places for its id and name. */
async function writeEntries(fixtures: string, folder: string): Promise<void> {
  const entries: unknown = JSON.parse(await readFile(join(fixtures, 'xl-list--l.txt'), 'utf8'));
  if (!Array.isArray(entries)) throw new Error('the fixture is no list');
  for (const entry of entries as { domid: number; config: { c_info: { name: string } } }[]) {
    const { name } = entry.config.c_info;
    const isDom0 = entry.domid === 0;
    const text = JSON.stringify(entry, null, 4)
      .replace(/"domid": \d+/, isDom0 ? '"domid": 0' : '"domid": @ID@')
      .replace(`"name": "${name}"`, isDom0 ? `"name": "${name}"` : '"name": "@NAME@"');
    await writeFile(join(folder, `${isDom0 ? 'dom0' : name}.json`), isDom0 ? `[\n${text}\n` : `\n${text}\n`);
  }
}
