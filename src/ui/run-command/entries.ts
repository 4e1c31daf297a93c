import { writtenSize } from '../../experiment/cases.ts';
import type { Experiment, Target } from '../../experiment/model.ts';
import { estimateOnce } from '../../run/estimate.ts';

/** An entry of an experiment's benchmarks, as a person chooses it. */
export interface Entry {
  /** What selects it: `tcp-small`, or its own name. */
  readonly name: string;
  /** Row of the CV table. */
  readonly group: string;
  /** `16 ... 512` where it has sizes, else empty. */
  readonly sizes: string;
  /** Expected time on the given targets with warm-ups, s. */
  readonly seconds: number;
}

/** The entries of an experiment in the order of its file, with their time on these targets. */
export function entriesOf(experiment: Experiment, targets: readonly Target[]): readonly Entry[] {
  const { repetitions, warmup, boots } = experiment;
  const times = repetitions + warmup * boots;
  const names = [...new Set(experiment.cases.map(({ entry }) => entry))];
  return names.map((name) => {
    const cases = experiment.cases.filter(({ entry }) => entry === name);
    const sizes = cases.flatMap((case_) => writtenSize(case_) ?? []);
    const shown = sizes.length > 3 ? `${sizes[0]} ... ${sizes.at(-1)}` : sizes.join(' ');
    return {
      name,
      group: cases[0]?.group ?? name,
      sizes: shown,
      seconds: times * estimateOnce(targets, cases),
    };
  });
}
