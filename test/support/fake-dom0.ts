import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { addKnownHost, type Sshd, startSshd } from './sshd.ts';

const FAKE_XL = fileURLToPath(new URL('./fake-xl.sh', import.meta.url));

/** What is odd with a guest: it never answers, there is no memory for it. */
export type Oddity = 'silent' | 'too large';

/**
 * A dom0 that is no Xen: a real sshd whose `xl` starts and stops guests that are real sshds. For faults and for what a
 * Xen under emulation is too slow to show in every test run.
 */
export interface FakeDom0 {
  readonly sshd: Sshd;
  /** Where its xl keeps its state, and Xen Bench its claim. */
  readonly folder: string;
  /** Makes a guest that is not running; gives what the experiment says of it. */
  addGuest(name: string, oddity?: Oddity): Promise<{ host: string; config: string }>;
  /** `xl` as someone else on the dom0 gives it. */
  xl(...words: string[]): Promise<void>;
  /** Names of the guests that run. */
  running(): string[];
  /** Commands that xl was given, without looks, and `beside NAME` for a guest started while another ran. */
  log(): string[];
  stop(): Promise<void>;
}

export async function startFakeDom0(environment: Record<string, string> = {}): Promise<FakeDom0> {
  const folder = await mkdtemp(join(tmpdir(), 'xen-bench-dom0-'));
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'domains'));
  copyFileSync(FAKE_XL, join(folder, 'bin', 'xl'));
  chmodSync(join(folder, 'bin', 'xl'), 0o755);
  await writeFile(join(folder, 'log'), '');
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  const own = { PATH: path, FAKE_XL: folder, XEN_BENCH_STATE: join(folder, 'claim'), ...environment };
  const sshd = await startSshd({ environment: own });
  const xl = async (...words: string[]): Promise<void> => {
    const { execFile } = await import('node:child_process');
    const { promisify } = await import('node:util');
    await promisify(execFile)(join(folder, 'bin', 'xl'), words, { env: { ...process.env, ...own } });
  };
  const running = () => readdirSync(join(folder, 'domains')).sort();
  return {
    sshd,
    folder,
    running,
    xl,
    async addGuest(name, oddity) {
      const port = await freePort();
      const server = await readFile(join(sshd.hostKeyPath, '..', 'sshd_config'), 'utf8');
      await writeFile(join(folder, `sshd-${port}`), server.replace(/^Port .*/m, `Port ${port}`));
      await addKnownHost(
        sshd,
        sshd.knownHostsLine.replace(/:\d+\]?/, (found) => found.replace(/\d+/, String(port))),
      );
      const config = join(folder, `${name}.cfg`);
      await writeFile(
        config,
        `name = "${name}"\n# port ${port}\n${oddity === undefined ? '' : `# ${oddity}\n`}`,
      );
      return { host: `${sshd.user}@127.0.0.1:${port}`, config };
    },
    log: () =>
      readFileSync(join(folder, 'log'), 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !/^(list|domid)\b/.test(line)),
    async stop() {
      for (const name of running()) await xl('destroy', name);
      await sshd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
