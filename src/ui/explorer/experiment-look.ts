import type { Diagnostic } from '../../experiment/diagnostic.ts';
import type { Experiment } from '../../experiment/model.ts';
import { ITEMS } from '../../manifest.ts';
import { formatDuration } from '../../report/duration.ts';
import { plain } from '../../report/plain.ts';
import { COLOURS, joined, type Lens, type Look } from './look.ts';

/** What is known of an experiment when it is drawn. */
export interface ExperimentFacts {
  readonly name: string;
  /** Path as the person knows it. */
  readonly path: string;
  /** Its folder, where another experiment has the same name; else empty. */
  readonly folder: string;
  readonly experiment: Experiment | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Trials behind us and planned ones of its runs that go on in this window; null: none does. */
  readonly running: { readonly done: number; readonly trials: number } | null;
  readonly checking: boolean;
  /** Expected time of the whole, s; null where it has mistakes. */
  readonly seconds: number | null;
}

export function experimentLook(facts: ExperimentFacts, lens: Lens): Look {
  const { experiment, diagnostics, running, checking } = facts;
  const { l10n } = lens;
  const label = plain(facts.name, 100);
  const folder = plain(facts.folder, 100);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (experiment === null) {
    const where = error === undefined ? '' : l10n.t('line {0}: {1}', error.line, plain(error.message, 300));
    return {
      label,
      description: joined([folder, where]),
      tooltip: [
        plain(facts.path),
        ...diagnostics.slice(0, 5).map(({ line, message }) => l10n.t('Line {0}: {1}', line, plain(message))),
      ],
      icon: 'error',
      colour: COLOURS.bad,
      context: ITEMS.experimentBroken,
      spoken: l10n.t('{0}, experiment with mistakes, {1}', label, where),
    };
  }
  const title = plain(experiment.title, 200);
  const progress = running === null ? null : countsOf(running);
  const busy = running !== null || checking;
  return {
    label,
    description: joined([progress, folder, title === label ? null : title]),
    tooltip: [
      title,
      plain(facts.path),
      sizeSentence(experiment, facts.seconds, lens),
      ...diagnostics.map(({ line, message }) => l10n.t('Line {0}: {1}', line, plain(message))),
    ],
    icon: busy ? 'loading~spin' : 'beaker',
    colour: null,
    context: running === null ? ITEMS.experiment : ITEMS.experimentRunning,
    spoken:
      running === null
        ? l10n.t('{0}, experiment, {1}', label, title)
        : l10n.t('{0}, experiment, running, {1} of {2} trials', label, running.done, running.trials),
  };
}

/** `120 / 330`; while the hosts are made ready there is no plan to count in. */
export function countsOf({ done, trials }: { readonly done: number; readonly trials: number }): string {
  return trials === 0 ? '...' : `${done} / ${trials}`;
}

function sizeSentence(
  { targets, cases, repetitions }: Experiment,
  seconds: number | null,
  { l10n }: Lens,
): string {
  const trials = targets.length * cases.length * repetitions;
  const counts = l10n.t(
    'Targets: {0}, cases: {1}, repetitions: {2}, trials: {3}',
    targets.length,
    cases.length,
    repetitions,
    trials,
  );
  return seconds === null ? counts : joined([counts, l10n.t('about {0}', formatDuration(seconds * 1_000))]);
}
