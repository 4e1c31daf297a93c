import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findKnownKeys, judgeHostKey, type KnownHostsText } from './known-hosts.ts';
import { rawKeyType } from './known-hosts-line.ts';

/** Far above any real file (a line takes some 150 bytes). */
const MAX_BYTES = 64 << 20;

/** The texts of those files that are there; one that cannot be read is left out with a line in the log. */
export async function readKnownHosts(
  paths: readonly string[],
  log: (line: string) => void,
): Promise<KnownHostsText[]> {
  const texts: KnownHostsText[] = [];
  for (const path of paths) {
    try {
      if ((await stat(path)).size > MAX_BYTES)
        log(`${path} is too large for a known_hosts file: it is left out`);
      else texts.push({ path, text: await readFile(path, 'latin1') });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') log(`${path} cannot be read (${code}): it is left out`);
    }
  }
  return texts;
}

/**
 * Adds a host's key to a known_hosts file, as a line of its own also where the last line has no end; makes the file
 * (0600) and its folder (0700). Does nothing where the file has the key already.
 */
export async function appendKnownHost(
  path: string,
  host: { readonly host: string; readonly port: number; readonly alias: string | null },
  name: string,
  rawKey: Buffer,
): Promise<void> {
  const folder = dirname(path);
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await chmod(folder, 0o700);
  const file = await open(path, 'a+', 0o600);
  try {
    const text = await file.readFile('latin1');
    const known = findKnownKeys([{ path, text }], host.host, host.port, host.alias);
    if (judgeHostKey(known, rawKey).kind === 'match') return;
    const start = text === '' || text.endsWith('\n') ? '' : '\n';
    // One write: an appending ssh beside us cannot come between.
    await file.write(`${start}${name} ${rawKeyType(rawKey)} ${rawKey.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
