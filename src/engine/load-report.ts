import { benchmarkOf } from '../benchmarks/index.ts';
import { experimentOfRun } from '../journal/experiment-of-run.ts';
import { readRunFile } from '../journal/read.ts';
import { reparseRun } from '../journal/reparse.ts';
import { analyse } from '../report/analyse.ts';
import type { Report } from '../report/model.ts';

/** The report of run files. Throws HumanError (usage) where one cannot be read. */
export async function loadReport(paths: readonly string[], reparse = false): Promise<Report> {
  const runs = [];
  for (const path of paths) {
    const file = await readRunFile(path, reparse ? 'with' : 'without');
    const experiment = experimentOfRun(file.run, path);
    runs.push({ file: reparse ? reparseRun(file, experiment) : file, experiment });
  }
  return analyse(runs, (case_) => benchmarkOf(case_).metrics(case_));
}
