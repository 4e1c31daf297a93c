import { dirname, join } from 'node:path';

/** The usual place for the runs of an experiment file: the folder `.xenbench/runs` beside it. */
export function runsFolder(experiment: string): string {
  return join(dirname(experiment), '.xenbench', 'runs');
}
