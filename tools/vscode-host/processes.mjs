// @ts-check
// Which processes are ours (Linux): those below a process of ours, and those that carry our mark in their environment,
// because a job that has left its parent is no longer below it.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * All living processes below `pid` (none for null), and all that have `mark` (`NAME=value`, none for null) in the
 * environment they were started with.
 *
 * @param {number | null} pid
 * @param {string | null} mark
 * @returns {number[]}
 */
export function processesOf(pid, mark) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  const found = new Set();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : null;
    if (parent === null) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    if (mark !== null && hasMark(Number(name), mark)) found.add(Number(name));
  }
  const visit = (/** @type {number} */ parent) => {
    for (const child of children.get(parent) ?? []) {
      found.add(child);
      visit(child);
    }
  };
  if (pid !== null) visit(pid);
  found.delete(process.pid);
  return [...found];
}

/**
 * Sends `signal`; a process that is gone is no mistake.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits until none of the processes is there any more (zombies do not count), but no longer than `limitMs`.
 *
 * @param {readonly number[]} pids
 * @param {number} limitMs
 * @returns {Promise<boolean>} whether all are gone
 */
export async function untilGone(pids, limitMs) {
  for (const end = Date.now() + limitMs; ; ) {
    // Always once, so that a caller in a loop lets Node hear of children that have ended.
    await delay(20);
    if (!pids.some(isAlive)) return true;
    if (Date.now() > end) return false;
  }
}

/**
 * Whether a process is there, and no zombie.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  return parentOf(pid) !== null;
}

/**
 * The words a process was started with; none for one that is gone.
 *
 * @param {number} pid
 * @returns {string[]}
 */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

/**
 * Parent of a living process; null for one that is gone or a zombie.
 *
 * @param {number} pid
 */
function parentOf(pid) {
  try {
    // pid (name) state parent: the name may hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : Number(parent);
  } catch {
    return null;
  }
}

/**
 * @param {number} pid
 * @param {string} mark
 */
function hasMark(pid, mark) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false;
  }
}
