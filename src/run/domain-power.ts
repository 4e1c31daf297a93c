import { setTimeout as delay } from 'node:timers/promises';
import { shellQuote } from '../benchmarks/quote.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { type ListedDomain, readDomainList } from '../xen/xl-list.ts';
import { type Dom0, tryXl, whyXlFailed, xl, xlCommand } from './dom0.ts';

/** Longest time that xl may take to build a guest, s: copying a large memory, starting its device model. */
const CREATE_SECONDS = 300;
/** Longest time until a destroyed guest's memory is given back and its name is free, s. */
const DESTROY_SECONDS = 90;

/** The domains of a dom0, itself among them. Throws HumanError where xl cannot tell. */
export async function listDomains(dom0: Dom0): Promise<readonly ListedDomain[]> {
  return readDomainList(await xl(dom0, ['list']));
}

/**
 * Starts a domain from its configuration in the dom0. Throws HumanError where its name is taken, and leaves the domain that
 * has it alone; else with xl's words, and what xl has half built is destroyed.
 */
export async function createDomain(dom0: Dom0, name: string, config: string): Promise<void> {
  if (await isThere(dom0, name)) {
    throw new HumanError(
      `${dom0.name}: there is a domain ${name} already, so none was started from ${config}.`,
      EXIT.refused,
    );
  }
  // In a session of its own: xl leaves a process behind that looks after the guest, and an HVM guest its device model.
  const result = await dom0.host.session.run(
    `setsid ${xlCommand(['create', config])} </dev/null`,
    CREATE_SECONDS,
  );
  if (result.exitCode === 0 && (await isThere(dom0, name))) return;
  if (result.exitCode === 0) {
    throw new HumanError(
      `${dom0.name}: ${config} was started, but there is no domain ${name} now: is that its name in the file, or did it end at once (xl dmesg, /var/log/xen on the dom0)?`,
      EXIT.refused,
    );
  }
  // Somebody else was faster: that guest is not ours to destroy.
  const isOthers = /already exists/i.test(result.stderr);
  if (!isOthers && (await isThere(dom0, name))) await destroyDomain(dom0, name);
  throw new HumanError(
    `${dom0.name}: the domain ${name} could not be started from ${config}: ${whyXlFailed(result)}`,
    EXIT.refused,
  );
}

/** How a domain went. `absent`: it was not there. */
export type Stopped = 'absent' | 'shut down' | 'destroyed';

/**
 * Makes sure that a domain is gone, its name free: asks it to shut down, waits up to `graceSeconds`, destroys it.
 * Throws HumanError when it is still there after that.
 */
export async function stopDomain(dom0: Dom0, name: string, graceSeconds: number): Promise<Stopped> {
  const found = (await listDomains(dom0)).find((domain) => domain.name === name);
  if (found === undefined) return 'absent';
  // One that has crashed, or ended and is kept, hears nothing any more.
  if (!found.state.shutdown && graceSeconds > 0) {
    // -F: by ACPI where the guest has no PV drivers to hear it.
    const asked = await tryXl(dom0, ['shutdown', '-F', name]);
    if (asked.exitCode === 0 && (await untilGone(dom0, name, graceSeconds))) return 'shut down';
  }
  await destroyDomain(dom0, name);
  return 'destroyed';
}

/** Ends a domain as pulling the plug does. Throws HumanError when it is still there after that. */
export async function destroyDomain(dom0: Dom0, name: string): Promise<void> {
  const result = await tryXl(dom0, ['destroy', name]);
  if (await untilGone(dom0, name, DESTROY_SECONDS)) return;
  throw new HumanError(
    `${dom0.name}: the domain ${name} is still there after xl destroy: ${whyXlFailed(result)}`,
    EXIT.refused,
  );
}

/** Whether a domain of this name is there, in whatever state. */
export async function isThere(dom0: Dom0, name: string): Promise<boolean> {
  return (await tryXl(dom0, ['domid', name])).exitCode === 0;
}

/**
 * Waits, on the dom0 itself, until a name is free: xl shutdown and xl destroy may return before. A domain that has
 * ended but is kept (on_poweroff or on_crash "preserve") never goes by itself, so there the wait ends early.
 */
export async function untilGone(dom0: Dom0, name: string, seconds: number): Promise<boolean> {
  const look = `${xlCommand(['domid', name])} >/dev/null 2>&1 || exit 0`;
  const kept = `case $(${xlCommand(['list', name])} 2>/dev/null) in *' '[r-][b-][p-]s[a-zS-][d-]' '*) exit 1 ;; esac`;
  const command = `left=${Math.ceil(seconds)}; while [ "$left" -gt 0 ]; do ${look}; ${kept}; sleep 1; left=$((left - 1)); done; exit 1`;
  const result = await dom0.host.session.run(command, seconds * 2 + 30);
  return result.exitCode === 0;
}

/** Longest configuration file that is read, bytes. */
const LONGEST_CONFIG = 65_536;

/** The text of a configuration file in the dom0; null: it is not there, or no file. */
export async function configText(dom0: Dom0, path: string): Promise<string | null> {
  const file = shellQuote(path);
  const { exitCode, stdout } = await dom0.host.session.run(
    `test -f ${file} && head -c ${LONGEST_CONFIG} ${file}`,
    30,
  );
  return exitCode === 0 ? stdout : null;
}

/** A pause that a cancel ends early, by a rejection. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal });
}
