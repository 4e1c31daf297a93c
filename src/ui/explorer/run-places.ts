import { basename, dirname, join, sep } from 'node:path';

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

/** Whether the first line must be read to know whose run it is: not where the run lies in the usual place. */
export function needsHead(path: string, experiments: readonly string[]): boolean {
  return besideIts(path, experiments) === null;
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
  for (const run of runs) {
    const owner = besideIts(run.path, experiments) ?? namedBy(run, experiments);
    assigned.set(owner, [...(assigned.get(owner) ?? []), run]);
  }
  return new Map([...assigned].map(([owner, its]) => [owner, newestFirst(its)]));
}

function besideIts(path: string, experiments: readonly string[]): string | null {
  const name = usualRunName(path)?.experiment;
  if (name === undefined) return null;
  return (
    experiments.find(
      (each) => experimentName(each) === name && join(dirname(each), '.xenbench', 'runs') === dirname(path),
    ) ?? null
  );
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
