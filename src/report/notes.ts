import type { TargetRecord, TrialRecord } from '../journal/records.ts';
import type { AnalysedRun } from './analysed-run.ts';
import { changedFacts } from './differences.ts';
import { factWords } from './fact-words.ts';
import { grouped } from './grouped.ts';
import { kernelNotes } from './kernels.ts';
import { labelNotes } from './label-notes.ts';
import { counted, listed } from './listed.ts';
import type { Series, TrialCounts } from './model.ts';
import { stealNotes } from './steal.ts';

export interface Noted {
  readonly runs: readonly AnalysedRun[];
  readonly series: readonly Series[];
  readonly trials: TrialCounts;
  /** Runs given more than once. */
  readonly copies: number;
  /** Measurements left out because of their unit. */
  readonly otherUnit: number;
}

/** What a reader must know before using the numbers, the gravest first; each note is whole sentences. */
export function notesOf(noted: Noted): readonly string[] {
  const records = grouped(
    noted.runs.flatMap(({ pool, file }) =>
      file.targets.map((record) => ({ name: pool.nameOf(record.target), record })),
    ),
    ({ name }) => name,
  );
  const ofTargets = new Map(
    Array.from(records, ([name, found]) => [name, found.map(({ record }) => record)] as const),
  );
  return [
    ...simulationNotes(noted.runs),
    ...pendingNotes(noted),
    ...provenanceNotes(noted),
    ...labelNotes(noted.runs.flatMap(({ report }) => report.targets)),
    ...changeNotes(ofTargets),
    ...kernelNotes(lastOfEach(ofTargets)),
    ...stealNotes(trialsOfTargets(noted.runs)),
    ...readingNotes(noted),
  ];
}

function trialsOfTargets(runs: readonly AnalysedRun[]): ReadonlyMap<string, readonly TrialRecord[]> {
  const named = runs.flatMap(({ pool, trials }) => {
    const ofTargets = grouped(trials, ({ target }) => target);
    return Array.from(ofTargets, ([target, own]) => ({ name: pool.nameOf(target), own }));
  });
  return new Map(
    Array.from(
      grouped(named, ({ name }) => name),
      ([name, pooled]) => [name, pooled.flatMap(({ own }) => own)] as const,
    ),
  );
}

function lastOfEach(
  records: ReadonlyMap<string, readonly TargetRecord[]>,
): ReadonlyMap<string, TargetRecord> {
  return new Map(
    [...records].flatMap(([name, ofTarget]) => {
      const last = ofTarget.at(-1);
      return last === undefined ? [] : [[name, last] as const];
    }),
  );
}

function simulationNotes(runs: readonly AnalysedRun[]): readonly string[] {
  const targets = runs.flatMap(({ report }) => report.targets);
  const names = (simulated: boolean) => [
    ...new Set(targets.filter((target) => target.simulated === simulated).map(({ name }) => name)),
  ];
  const [models, machines] = [names(true), names(false)];
  if (models.length === 0) return [];
  const note = `Simulated by the demo lab: ${listed(models)}.`;
  if (machines.length === 0) return [note];
  return [`${note} Really measured: ${listed(machines)}. Do not compare the ones with the others.`];
}

function pendingNotes({ runs, trials }: Noted): readonly string[] {
  const pending = runs.flatMap(({ report, file }) =>
    report.targets
      .filter((target) => target.pending > 0)
      .map(
        (target) =>
          `Pending: ${counted(target.pending, 'trial')} of ${target.name} in run ${file.run.id} never tried. ` +
          'Resume the run when the target is there.',
      ),
  );
  const without = (['invalid', 'failed', 'lost', 'cancelled'] as const).filter(
    (outcome) => trials[outcome] > 0,
  );
  if (without.length === 0) return pending;
  const told = listed(without.map((outcome) => `${trials[outcome]} ${outcome}`));
  return [...pending, `Trials without a number: ${told}. A resumed run tries them again.`];
}

function provenanceNotes({ runs, copies, otherUnit }: Noted): readonly string[] {
  const notes = runs
    .filter(({ file }) => file.torn)
    .map(({ file }) => `Run ${file.run.id} ends in a torn line, which is left out.`);
  if (copies > 0) notes.push(`Left out: ${counted(copies, 'run file')} that another one given is a copy of.`);
  for (const [pool, together] of grouped(runs, (run) => run.pool)) {
    const ids = listed(together.map(({ file }) => file.run.id));
    if (together.length > 1) notes.push(`Same experiment and plan, trials pooled: runs ${ids}.`);
    if (pool.position > 1) {
      notes.push(`Targets "(run ${pool.position})" are of run ${ids}, whose experiment or plan is another.`);
    }
  }
  const unplanned = runs.reduce((total, run) => total + run.unplanned, 0);
  if (unplanned > 0) notes.push(`Left out: ${counted(unplanned, 'trial')} that the plan does not hold.`);
  if (otherUnit > 0)
    notes.push(`Left out: ${counted(otherUnit, 'value')} in a unit other than the metric's.`);
  return notes;
}

function changeNotes(records: ReadonlyMap<string, readonly TargetRecord[]>): readonly string[] {
  return [...records].flatMap(([name, ofTarget]) => {
    if (new Set(ofTarget.map(({ environmentHash }) => environmentHash)).size < 2) return [];
    const changed = changedFacts(ofTarget);
    if (changed.length === 0) return [];
    const what = listed(changed.map((fact) => factWords(fact).label));
    return [
      `Environment of ${name} changed between its records (${what}): its trials are of more than one system.`,
    ];
  });
}

function readingNotes({ runs, series }: Noted): readonly string[] {
  const cases = runs.flatMap(({ experiment }) => experiment.cases);
  const notes: string[] = [];
  if (cases.some((each) => each.benchmark === 'network')) {
    notes.push('Throughput of a network case counts request and response together; MB are 10^6 bytes.');
  }
  if (cases.some((each) => each.benchmark === 'disk' && each.mode === 'paper')) {
    notes.push(
      'Disk in paper mode is plain dd as in 2008: it measures the page cache too, not the disk alone.',
    );
  }
  if (series.some(({ n }) => n > 0 && n < 6)) {
    notes.push('Series of fewer than 6 valid trials have no 95 % interval of the median.');
  }
  return notes;
}
