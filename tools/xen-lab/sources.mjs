// @ts-check
// Where the packages of the lab come from: the Debian archives that this machine is configured with.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUITE } from './packages.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Releases whose archives hold {@link SUITE} too. */
const RELEASE = /^(?:bullseye|bookworm|trixie|forky|sid|stable|testing|oldstable|unstable)(-\w+)?$/;

/**
 * Sources of apt, one line each, for a root of {@link SUITE} with the component non-free (netperf is there).
 *
 * @param {readonly { name: string, text: string }[]} files of the machine's configuration, `*.list` or `*.sources`
 * @returns {string[]} none where the machine has no Debian archive
 */
export function labSources(files) {
  const lines = new Set();
  for (const { uri, suite } of files.flatMap(({ name, text }) =>
    name.endsWith('.sources') ? stanzas(text) : oneLiners(text),
  )) {
    const match = RELEASE.exec(suite);
    if (match === null) continue;
    const extra = match[1] ?? '';
    if (!['', '-updates', '-security'].includes(extra)) continue;
    lines.add(`deb [signed-by=${KEYRING}] ${uri} ${SUITE}${extra} main non-free`);
  }
  return [...lines];
}

/** @param {string} text in the format of deb822 */
function stanzas(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (/** @type {string} */ name) =>
      new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(stanza)?.[1]?.split(/\s+/).filter(Boolean) ?? [];
    if (!field('Types').includes('deb') || !field('Components').includes('main')) return [];
    return field('URIs').flatMap((uri) => field('Suites').map((suite) => ({ uri, suite })));
  });
}

/** @param {string} text */
function oneLiners(text) {
  return text.split('\n').flatMap((line) => {
    const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(?:.*\s)?main(?:\s|$)/.exec(line);
    return match === null ? [] : [{ uri: match[1] ?? '', suite: match[2] ?? '' }];
  });
}

/** The machine's configuration of apt; no files where it has none. */
export function aptFiles() {
  const parts = '/etc/apt/sources.list.d';
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  return ['/etc/apt/sources.list', ...names.map((name) => join(parts, name))]
    .filter((name) => /\.(?:list|sources)$/.test(name) && existsSync(name))
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
}

/** The machine's settings of apt that fetching depends on: proxies. */
export function aptOptions() {
  const { stdout, status } = spawnSync('apt-config', ['dump'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n').filter((line) => /^Acquire::https?::Proxy\S* "/i.test(line)) : [];
}
