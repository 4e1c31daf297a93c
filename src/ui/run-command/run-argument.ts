import type { Uri } from 'vscode';

/**
 * What a menu, a key binding, a CodeLens or an item of the explorer says about what to run, resume or cancel. An item
 * of the explorer gives it by being `{ experiment: Uri, target: 'pv' }`, `{ experiment: Uri, benchmark: 'tcp-small' }`,
 * `{ run: Uri }` or `{ resourceUri: Uri }`; code that wants no questions gives
 * `{ experiment: Uri, targets: [...], benchmarks: [...] }`.
 */
export interface RunArgument {
  readonly experiment: Uri | null;
  /** A run file. */
  readonly run: Uri | null;
  /** null: to be asked for. */
  readonly targets: readonly string[] | null;
  readonly benchmarks: readonly string[] | null;
  /** Targets that are not what they are called are to be measured all the same. */
  readonly allowMismatch: boolean;
}

const NOTHING: RunArgument = {
  experiment: null,
  run: null,
  targets: null,
  benchmarks: null,
  allowMismatch: false,
};

/** Understands whatever a command is called with; what makes no sense counts as not given. */
export function readRunArgument(argument: unknown): RunArgument {
  if (typeof argument !== 'object' || argument === null) return NOTHING;
  const named = isUri(argument) ? argument : uriOf(argument, 'resourceUri');
  const run = uriOf(argument, 'run') ?? (named !== null && isRunFile(named) ? named : null);
  const experiment = uriOf(argument, 'experiment') ?? (named !== null && !isRunFile(named) ? named : null);
  return {
    experiment,
    run,
    targets: namesOf(argument, 'target', 'targets'),
    benchmarks: namesOf(argument, 'benchmark', 'benchmarks'),
    allowMismatch: (argument as { readonly allowMismatch?: unknown }).allowMismatch === true,
  };
}

/** Every Uri of VS Code, and nothing that a web page or a JSON file could be mistaken for one. */
function isUri(value: unknown): value is Uri {
  return (
    typeof value === 'object' &&
    value !== null &&
    'scheme' in value &&
    typeof value.scheme === 'string' &&
    'fsPath' in value &&
    typeof value.fsPath === 'string' &&
    'with' in value &&
    typeof value.with === 'function'
  );
}

function isRunFile({ path }: Uri): boolean {
  return path.endsWith('.xenrun');
}

function uriOf(argument: object, key: string): Uri | null {
  const value: unknown = (argument as Record<string, unknown>)[key];
  return isUri(value) ? value : null;
}

function namesOf(argument: object, one: string, many: string): readonly string[] | null {
  const { [one]: single, [many]: list } = argument as Record<string, unknown>;
  if (typeof single === 'string') return [single];
  return Array.isArray(list) && list.every((name) => typeof name === 'string') ? list : null;
}
