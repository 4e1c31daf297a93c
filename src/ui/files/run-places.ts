import { basename, dirname, join, sep } from 'node:path';
import { runsFolder } from '../../journal/runs-folder.ts';

/** Which run file belongs to which experiment. Paths are those of this machine. */

/** What a run file tells of itself in its first line. */
export interface RunHead {
  /** File name of its experiment. */
  readonly experiment: string;
  /** Instant, ISO 8601. */
  readonly startedAt: string;
}

/** A run file that was found. */
export interface FoundRun {
  readonly path: string;
  /** null where its name and place tell all, and where it cannot be read. */
  readonly head: RunHead | null;
}

const USUAL_NAME = /^(.+)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.xenrun$/;

/** `pv-vs-hvm` of `pv-vs-hvm.xenbench.jsonc`. */
export function experimentName(path: string): string {
  return basename(path).replace(/\.xenbench\.jsonc$/i, '');
}

/** The experiment and the start that a run file's own name tells; null for a name that a person gave it. */
export function usualRunName(
  path: string,
): { readonly experiment: string; readonly startedAt: string } | null {
  const [, experiment, day, hours, minutes, seconds] = USUAL_NAME.exec(basename(path)) ?? [];
  if (experiment === undefined) return null;
  return { experiment, startedAt: `${day}T${hours}:${minutes}:${seconds}.000Z` };
}

/**
 * Finds the experiment that a run lies beside, in the usual place; null: its first line must be read to know whose it
 * is. Of many runs and experiments each is looked at once.
 */
export function usualOwners(experiments: readonly string[]): (run: string) => string | null {
  const owners = new Map<string, string>();
  for (const each of experiments) {
    const place = join(runsFolder(each), experimentName(each));
    if (!owners.has(place)) owners.set(place, each);
  }
  return (run) => {
    const name = usualRunName(run)?.experiment;
    return name === undefined ? null : (owners.get(join(dirname(run), name)) ?? null);
  };
}

/**
 * The runs of each experiment, the newest first; under null those of none. A run in the usual place,
 * `.xenbench/runs/NAME-TIME.xenrun` beside the experiment NAME, is that one's; any other belongs to the experiment with
 * the file name that its first line tells, the nearest one where several have it.
 */
export function assignRuns(
  runs: readonly FoundRun[],
  experiments: readonly string[],
): ReadonlyMap<string | null, readonly string[]> {
  const assigned = new Map<string | null, FoundRun[]>();
  const usual = usualOwners(experiments);
  for (const run of runs) {
    const owner = usual(run.path) ?? namedBy(run, experiments);
    const its = assigned.get(owner);
    if (its === undefined) assigned.set(owner, [run]);
    else its.push(run);
  }
  return new Map([...assigned].map(([owner, its]) => [owner, newestFirst(its)]));
}

function namedBy({ path, head }: FoundRun, experiments: readonly string[]): string | null {
  if (head === null) return null;
  const folders = dirname(path).split(sep);
  const shared = (experiment: string) => {
    const others = dirname(experiment).split(sep);
    const different = folders.findIndex((folder, index) => folder !== others[index]);
    return different < 0 ? folders.length : different;
  };
  const named = experiments.filter((each) => basename(each) === head.experiment);
  return named.reduce<string | null>(
    (best, each) => (best === null || shared(each) > shared(best) ? each : best),
    null,
  );
}

function newestFirst(runs: readonly FoundRun[]): string[] {
  return [...runs]
    .map(({ path, head }) => ({ path, at: usualRunName(path)?.startedAt ?? head?.startedAt ?? '' }))
    .sort((a, b) => compare(b.at, a.at) || compare(a.path, b.path))
    .map(({ path }) => path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
