// @ts-check
// Domains of an instance, started and stopped in its dom0.
import { setTimeout as delay } from 'node:timers/promises';
import { runSsh, untilSsh } from './ssh.mjs';

/** @typedef {import('./machines.mjs').GuestName} GuestName */

/** Under emulation, on a busy machine, an HVM guest takes minutes. */
const CREATE_MS = 600_000;
const BOOT_MS = 1_800_000;
const SHUTDOWN_MS = 300_000;
const CLOCK_MS = 1_200_000;
/** The time comes when the login is done. */
const SET_CLOCK = 'echo ready; read -r now; date -s "@$now" > /dev/null';

/**
 * Names of the domains that run, dom0 among them as `Domain-0`.
 *
 * @param {string} directory
 * @returns {Promise<string[]>}
 */
export async function runningDomains(directory) {
  const { status, stdout, stderr } = await runSsh(directory, 'dom0', 'xl list', { limitMs: 120_000 });
  if (status !== 0) throw new Error(`xl list failed in dom0: ${stderr.trim()}`);
  return stdout
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/)[0] ?? '')
    .filter((name) => name !== '');
}

/**
 * Starts those of the guests that do not run, and waits until all let us in.
 *
 * @param {string} directory
 * @param {readonly GuestName[]} names
 * @param {() => void} check see {@link untilSsh}
 * @param {(text: string) => void} say
 */
export async function startGuests(directory, names, check, say) {
  const running = new Set(await runningDomains(directory));
  for (const name of names.filter((one) => !running.has(one))) {
    say(`Starting ${name} ...`);
    const { status, stdout, stderr } = await runSsh(directory, 'dom0', `xl create /etc/xen/${name}.cfg`, {
      limitMs: CREATE_MS,
    });
    if (status !== 0) throw new Error(`xl create failed for ${name}:\n${stdout}${stderr}`);
    // One after the other: together they would only wait for each other, and for nothing else.
    await untilSsh(directory, name, BOOT_MS, check);
  }
  for (const name of names) await untilSsh(directory, name, BOOT_MS, check);
}

/**
 * Shuts guests down, and waits until their names are free. One that does not listen is destroyed.
 *
 * @param {string} directory
 * @param {readonly GuestName[]} names
 */
export async function stopGuests(directory, names) {
  for (const name of names) {
    await runSsh(directory, 'dom0', `xl shutdown ${name}`, { limitMs: SHUTDOWN_MS });
    for (const end = Date.now() + SHUTDOWN_MS; await runs(directory, name); await delay(500))
      if (Date.now() > end) await runSsh(directory, 'dom0', `xl destroy ${name}`, { limitMs: SHUTDOWN_MS });
  }
}

/**
 * @param {string} directory
 * @param {GuestName} name
 */
async function runs(directory, name) {
  return (await runningDomains(directory)).includes(name);
}

/**
 * Sets the clocks of machines that come out of a snapshot: they stand where it was made.
 *
 * @param {string} directory
 * @param {readonly import('./machines.mjs').MachineName[]} names
 * @param {() => void} check see {@link untilSsh}
 */
export async function setClocks(directory, names, check) {
  await Promise.all(
    names.map(async (name) => {
      // Where the machine is busy a guest may not even tell its address in time, which ends a login at once.
      for (const end = Date.now() + CLOCK_MS; ; await delay(500)) {
        check();
        const { status, stderr } = await runSsh(directory, name, SET_CLOCK, {
          limitMs: Math.max(1000, end - Date.now()),
          answer: () => `${Date.now() / 1000}\n`,
        });
        if (status === 0) return;
        if (Date.now() > end) throw new Error(`The clock of ${name} could not be set: ${stderr.trim()}`);
      }
    }),
  );
}
