import { plain } from '../../report/plain.ts';

/** What a task terminal of ours has printed, as far as its lines lead somewhere. */
export interface Printed {
  /** Path of the experiment file. */
  readonly experiment: string;
  /** null: none was begun. */
  readonly runFile: string | null;
  readonly targets: readonly string[];
}

export type LinkTarget =
  | { readonly to: 'run'; readonly runFile: string }
  | { readonly to: 'trial'; readonly runFile: string; readonly trial: number }
  /** Line and column from 1. */
  | { readonly to: 'experiment'; readonly path: string; readonly line: number; readonly column: number };

export interface FoundLink {
  readonly start: number;
  readonly length: number;
  readonly target: LinkTarget;
}

/** Where a line of a run's terminal leads: run file, trial, or place in the experiment file. */
export function findLinks(line: string, { experiment, runFile, targets }: Printed): readonly FoundLink[] {
  const place = placeOf(line, plain(experiment, 2_000));
  if (place !== null) {
    const { length, ...at } = place;
    return [{ start: 0, length, target: { to: 'experiment', path: experiment, ...at } }];
  }
  if (runFile === null) return [];
  const shown = plain(runFile, 1_000);
  const start = line.indexOf(shown);
  if (start >= 0) return [{ start, length: shown.length, target: { to: 'run', runFile } }];
  const trial = trialOf(line, targets);
  return trial === null ? [] : [{ ...trial.at, target: { to: 'trial', runFile, trial: trial.number } }];
}

/** A mistake begins its line with `PATH:LINE:COLUMN: `. */
function placeOf(line: string, path: string): { length: number; line: number; column: number } | null {
  if (!line.startsWith(`${path}:`)) return null;
  const numbers = /^:([1-9]\d{0,6}):([1-9]\d{0,6}): /.exec(line.slice(path.length));
  if (numbers === null) return null;
  const [whole, row, column] = numbers;
  return { length: path.length + whole.length - 2, line: Number(row), column: Number(column) };
}

/** A trial's line begins with its number, its target and its case, two blanks or more apart. */
function trialOf(
  line: string,
  targets: readonly string[],
): { number: number; at: { start: number; length: number } } | null {
  const head = /^( *)(\d{1,7}) {2}(?=\S)/.exec(line);
  if (head === null) return null;
  const rest = line.slice(head[0].length);
  const target = targets
    .map((name) => plain(name))
    .find((name) => name !== '' && rest.startsWith(`${name}  `));
  const case_ = target === undefined ? null : /^ +(\S+) {2}/.exec(rest.slice(target.length));
  if (target === undefined || case_ === null) return null;
  const start = head[1]?.length ?? 0;
  const end = head[0].length + target.length + case_[0].length - 2;
  return { number: Number(head[2]), at: { start, length: end - start } };
}
