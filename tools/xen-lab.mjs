// `npm run xen-lab`: a real Xen, its dom0 and guests of every kind, on any Linux machine.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureSystem, XEN_LAB_NEEDS } from './system-packages.mjs';
import { startGuests, stopGuests } from './xen-lab/guests.mjs';
import { buildLab } from './xen-lab/index.mjs';
import {
  assertRuns,
  endBoxOf,
  isRunning,
  restoreInstance,
  startInstance,
  startNative,
  stateOf,
  stopInstance,
} from './xen-lab/instance.mjs';
import { HELP, readOptions } from './xen-lab/options.mjs';
import { statusText } from './xen-lab/status.mjs';

const began = Date.now();
const say = (text) => console.error(`[${Math.round((Date.now() - began) / 1000)} s] ${text}`);
const here = process.env.INIT_CWD ?? process.cwd();

const COMMANDS = {
  async start({ directory, guests = false, native, cold }) {
    if (!isRunning(directory)) {
      await stopInstance(directory);
      await whole(directory, () => startInstance(directory, { guests, native, cold, say }));
      say(cold ? 'Booted.' : 'Restored from the snapshot.');
    }
    console.log(await statusText(directory, here));
  },
  async up({ directory, names }) {
    const guests = names.filter((name) => name !== 'native');
    stateOf(directory);
    if (guests.length < names.length) await startNative(directory, say);
    await startGuests(directory, guests, () => assertRuns(directory, 'xen'), say);
    console.log(await statusText(directory, here));
  },
  async down({ directory, names }) {
    stateOf(directory);
    if (names.includes('native')) await endBoxOf(directory, 'native');
    await stopGuests(
      directory,
      names.filter((name) => name !== 'native'),
    );
    console.log(await statusText(directory, here));
  },
  async status({ directory }) {
    console.log(await statusText(directory, here));
  },
  async ssh({ directory, names: [name], words }) {
    stateOf(directory);
    const { status } = spawnSync('ssh', ['-F', join(directory, 'ssh_config'), name, ...words], {
      stdio: 'inherit',
    });
    process.exitCode = status ?? 1;
  },
  async restore({ directory, guests }) {
    stateOf(directory);
    await restoreInstance(directory, { guests, say });
    say('Restored from the snapshot.');
    console.log(await statusText(directory, here));
  },
  async stop({ directory }) {
    await stopInstance(directory);
  },
  async build() {
    await buildLab({ say });
    say('Built.');
  },
};

let options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error.message}\n\n${HELP}`);
  process.exit(2);
}
if (options === null) {
  console.log(HELP);
  process.exit(0);
}
if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('The lab needs Linux on x86-64, for QEMU to run Xen and Debian packages to be unpacked.');
  process.exit(1);
}
const missing = ensureSystem(XEN_LAB_NEEDS);
if (missing.length > 0) {
  console.error(`These Debian packages are missing: ${missing.join(' ')}`);
  process.exit(1);
}
try {
  await COMMANDS[options.command]({ ...options, directory: resolve(here, options.directory) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/** Does `work` to the end, or ends what it has started: when it fails, and on Ctrl+C. */
async function whole(directory, work) {
  const stop = async () => {
    await stopInstance(directory);
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, stop);
  try {
    await work();
  } catch (error) {
    await stopInstance(directory);
    throw error;
  } finally {
    for (const signal of signals) process.removeListener(signal, stop);
  }
}
