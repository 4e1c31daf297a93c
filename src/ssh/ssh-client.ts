import { execFile } from 'node:child_process';
import { EXIT, HumanError } from '../human-error.ts';
import type { HostSpec } from './host-spec.ts';
import { plainText } from './plain-text.ts';

/** Answers of `ssh -G`, by lower-case keyword. */
export interface SshSettings {
  /** The first value of a keyword; null: not set. */
  one(keyword: string): string | null;
  /** All values of a keyword that may stand several times. */
  all(keyword: string): readonly string[];
}

/** A `Match exec` or a slow resolver may hold ssh up; nobody waits longer than this, ms. */
const TIME_LIMIT = 5_000;

/**
 * Asks the installed ssh client for a host's settings. Starts no shell, connects nowhere.
 * null where no client is installed. Throws HumanError (usage) with ssh's own words where it refuses.
 */
export function askSshClient(
  spec: HostSpec,
  configFile: string | null,
  signal: AbortSignal | undefined,
): Promise<SshSettings | null> {
  const parameters = ['-G'];
  if (configFile !== null) parameters.push('-F', configFile);
  if (spec.port !== null) parameters.push('-p', String(spec.port));
  if (spec.user !== null) parameters.push('-l', spec.user);
  parameters.push('--', spec.name);

  return new Promise((resolve, reject) => {
    const child = execFile(
      'ssh',
      parameters,
      { timeout: TIME_LIMIT, killSignal: 'SIGKILL', maxBuffer: 1 << 20, windowsHide: true, signal },
      (error, stdout, stderr) => {
        if (error === null) resolve(parseSettings(stdout));
        else if (error.code === 'ENOENT') resolve(null);
        else reject(refusal(spec.name, error, stderr));
      },
    );
    child.stdin?.end();
  });
}

/** Reads `keyword value` lines. */
export function parseSettings(output: string): SshSettings {
  const values = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const space = line.indexOf(' ');
    if (space === -1) continue;
    const keyword = line.slice(0, space).toLowerCase();
    const list = values.get(keyword) ?? [];
    list.push(line.slice(space + 1).trim());
    values.set(keyword, list);
  }
  return { one: (keyword) => values.get(keyword)?.[0] ?? null, all: (keyword) => values.get(keyword) ?? [] };
}

function refusal(name: string, error: Error & { killed?: boolean }, stderr: string): HumanError {
  if (error.name === 'AbortError') {
    return new HumanError(`Cancelled while reading the SSH configuration of ${name}.`, EXIT.cancelled);
  }
  const why =
    error.killed === true
      ? `ssh -G took longer than ${TIME_LIMIT / 1000} s; look for a slow "Match exec" in the configuration`
      : plainText(stderr) || plainText(error.message);
  return new HumanError(`The SSH configuration for ${name} cannot be read: ${why}.`, EXIT.usage, {
    cause: error,
  });
}
