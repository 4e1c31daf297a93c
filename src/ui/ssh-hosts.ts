import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { hostProblem } from '../experiment/hosts.ts';
import { openToRead, readBytes } from '../journal/bytes-of-file.ts';
import { expandHome, findHome, type Home } from '../ssh/home.ts';

/** Bounds of what is read: a configuration is written by hand, whatever is larger is none. */
const MOST_FILES = 64;
const DEEPEST_INCLUDE = 8;
const LARGEST_FILE = 1024 ** 2;
const MOST_LINES = 20_000;
const MOST_NAMES = 2_000;

/** What one line of a configuration says, as far as it matters here. */
type Told =
  | { readonly is: 'host' | 'match' | 'include'; readonly words: readonly string[] }
  | { readonly is: 'other' };

type ReadLine = (line: string) => Told;

/**
 * The names of an SSH configuration that a person can connect to, in its order and each once: patterns are left out,
 * and so are names that an experiment file would refuse. `Include` is followed where it holds for every host.
 * @param configPath in place of `~/.ssh/config`, may begin with `~/`; null or empty: that file; `none`: no file
 * Never throws and runs nothing: a file that is missing, unreadable or no configuration gives no names.
 */
export async function listSshHosts(configPath: string | null): Promise<readonly string[]> {
  if (configPath === 'none') return [];
  const home = findHome();
  const path = configPath === null || configPath === '' ? '~/.ssh/config' : configPath;
  const names = new Set<string>();
  const seen = new Set<string>();
  const readLine = await lineReader();

  const visit = async (file: string, depth: number): Promise<void> => {
    if (seen.has(file) || seen.size >= MOST_FILES) return;
    seen.add(file);
    // A host's or a match's own lines hold for it alone; an Include among them would mislead.
    let forAll = true;
    for (const line of await linesOf(file)) {
      const told = readLine(line);
      if (told.is === 'host') {
        forAll = told.words.includes('*') && !told.words.some((word) => word.startsWith('!'));
        for (const word of told.words) if (isName(word) && names.size < MOST_NAMES) names.add(word);
      } else if (told.is === 'match') {
        forAll = told.words.length === 1 && told.words[0]?.toLowerCase() === 'all';
      } else if (told.is === 'include' && forAll && depth < DEEPEST_INCLUDE) {
        for (const pattern of told.words) {
          for (const included of await filesOf(pattern, home)) await visit(included, depth + 1);
        }
      }
    }
  };
  await visit(expandHome(path, home), 0);
  return [...names];
}

/** Reads single lines, so that a mistake hides only its own. */
async function lineReader(): Promise<ReadLine> {
  const { parse, SSHConfig } = await import('ssh-config');
  return (line) => {
    try {
      const parsed = parse(line)[0];
      if (parsed?.type !== SSHConfig.DIRECTIVE) return { is: 'other' };
      const is = parsed.param.toLowerCase();
      if (is !== 'host' && is !== 'match' && is !== 'include') return { is: 'other' };
      const { value } = parsed;
      return { is, words: typeof value === 'string' ? [value] : value.map(({ val }) => val) };
    } catch {
      return { is: 'other' };
    }
  };
}

function isName(word: string): boolean {
  return !/[*?!%]/.test(word) && word.length <= 255 && hostProblem(word) === null;
}

async function linesOf(file: string): Promise<readonly string[]> {
  try {
    const handle = await openToRead(file);
    try {
      const stats = await handle.stat();
      // A pipe or a device would never end.
      if (!stats.isFile() || stats.size > LARGEST_FILE) return [];
      const bytes = await readBytes(handle, 0, stats.size);
      return bytes.toString('utf8').split(/\r\n|\n|\r/, MOST_LINES);
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}

/** The files that an `Include` names: relative ones lie in `~/.ssh`, and `*` and `?` may stand in the last part. */
async function filesOf(pattern: string, home: Home): Promise<readonly string[]> {
  const expanded = expandHome(pattern, home);
  const path = isAbsolute(expanded) ? expanded : join(home.directory, '.ssh', expanded);
  const folder = dirname(path);
  const last = path.slice(folder.length).replace(/^[/\\]/, '');
  if (!/[*?]/.test(last)) return [path];
  try {
    const inFolder = await readdir(folder);
    return inFolder
      .filter((name) => (!name.startsWith('.') || last.startsWith('.')) && matches(last, name))
      .sort()
      .slice(0, MOST_FILES)
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Whether a file name matches a pattern with `*` and `?`; costs at most the product of both lengths. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let afterStar = 0;
  for (let next = 0; next < name.length; ) {
    if (pattern[at] === '*') {
      star = at;
      afterStar = next;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[next])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      afterStar += 1;
      next = afterStar;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
