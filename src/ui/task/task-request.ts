import { isAbsolute, join } from 'node:path';
import type { RunRequest } from '../../engine/run-request.ts';

/** What a task asks for; or, as a string, what is wrong with its definition. */
export type TaskReading = RunRequest | string;

const MOST_REPETITIONS = 10_000;

/**
 * Understands the definition of a task, which a person wrote in `tasks.json`. Paths are absolute or relative to
 * `folder`; null: the task belongs to no folder. Keys that are not ours are VS Code's business.
 */
export function readTask(definition: Readonly<Record<string, unknown>>, folder: string | null): TaskReading {
  const { targets, benchmarks, repetitions, resume, allowMismatch = false } = definition;
  const experiment = pathOf('experiment', definition['experiment'], folder);
  if ('problem' in experiment) return experiment.problem;
  if (!isNames(targets)) return '"targets" must be a list of names of targets, such as ["pv", "hvm"].';
  if (!isNames(benchmarks)) {
    return '"benchmarks" must be a list of benchmarks or cases, such as ["memory", "tcp-small/64"].';
  }
  if (!isRepetitions(repetitions)) {
    return `"repetitions" must be a whole number from 1 to ${MOST_REPETITIONS}.`;
  }
  if (typeof allowMismatch !== 'boolean') return '"allowMismatch" must be true or false.';
  if (resume === undefined) {
    return {
      experiment: experiment.path,
      selection: { targets, benchmarks, repetitions },
      output: null,
      resume: null,
      allowMismatch,
    };
  }
  if (repetitions !== undefined) {
    return '"repetitions" does not go with "resume": the plan of the run stands.';
  }
  const run = pathOf('resume', resume, folder);
  if ('problem' in run) return run.problem;
  return {
    experiment: experiment.path,
    selection: { targets, benchmarks },
    output: null,
    resume: run.path,
    allowMismatch,
  };
}

function pathOf(
  key: 'experiment' | 'resume',
  value: unknown,
  folder: string | null,
): { readonly path: string } | { readonly problem: string } {
  const what = key === 'experiment' ? 'an experiment file' : 'a run file';
  if (typeof value !== 'string' || value.trim() === '') {
    return { problem: `"${key}" must be the path of ${what}.` };
  }
  if (isAbsolute(value)) return { path: value };
  if (folder !== null) return { path: join(folder, value) };
  return { problem: `"${key}" must be an absolute path, because the task belongs to no folder.` };
}

function isNames(value: unknown): value is readonly string[] | undefined {
  return value === undefined || (Array.isArray(value) && value.every((name) => typeof name === 'string'));
}

function isRepetitions(value: unknown): value is number | undefined {
  if (value === undefined) return true;
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_REPETITIONS;
}
