import type { RunFacts, RunSummary } from '../../engine/run-summary.ts';
import { ITEMS } from '../../manifest.ts';
import { formatDuration } from '../../report/duration.ts';
import { heatOf } from '../../report/heat.ts';
import { plain } from '../../report/plain.ts';
import { usualRunName } from '../files/run-places.ts';
import { countsOf } from './experiment-look.ts';
import { COLOURS, joined, type Lens, type Look } from './look.ts';
import { ago, exactly, shortly } from './when.ts';

/** A run of this window that goes on. */
export interface RunningFacts {
  readonly done: number;
  readonly trials: number;
  readonly secondsLeft: number;
  readonly now: string;
  readonly notValid: number;
  readonly cancelling: boolean;
}

export interface RunItemFacts {
  /** Of its file. */
  readonly path: string;
  /** Path as the person knows it. */
  readonly shownPath: string;
  /** null: not read yet. */
  readonly summary: RunSummary | null;
  /** null: it does not go on in this window. */
  readonly running: RunningFacts | null;
}

export function runLook({ path, shownPath, summary, running }: RunItemFacts, lens: Lens): Look {
  if (running !== null) return runningLook(path, shownPath, running, lens);
  if (summary === null) return unreadLook(path, shownPath, lens);
  if (!summary.ok) return brokenLook(path, shownPath, summary.problem, lens);
  return finishedLook(shownPath, summary, lens);
}

function runningLook(path: string, shownPath: string, running: RunningFacts, lens: Lens): Look {
  const { l10n } = lens;
  const label = nameOf(path, lens);
  const state = running.cancelling ? l10n.t('cancelling') : null;
  const left =
    running.trials === 0 || running.cancelling
      ? null
      : l10n.t('{0} left', formatDuration(Math.ceil(running.secondsLeft) * 1_000));
  const notValid = running.notValid === 0 ? null : l10n.t('{0} not valid', running.notValid);
  return {
    label,
    description: joined([countsOf(running), state, left, notValid]),
    tooltip: [
      l10n.t('Running: {0} of {1} trials', running.done, running.trials),
      ...(running.now === '' ? [] : [plain(running.now)]),
      plain(shownPath),
    ],
    icon: 'loading~spin',
    colour: null,
    context: ITEMS.runRunning,
    // The time left would be read out several times a second.
    spoken: joined([
      l10n.t('Run, {0}, running, {1} of {2} trials', label, running.done, running.trials),
      state,
    ]),
  };
}

function unreadLook(path: string, shownPath: string, lens: Lens): Look {
  const label = nameOf(path, lens);
  return {
    label,
    description: '',
    tooltip: [plain(shownPath)],
    icon: 'history',
    colour: null,
    context: ITEMS.run,
    spoken: lens.l10n.t('Run, {0}', label),
  };
}

function brokenLook(path: string, shownPath: string, problem: string, lens: Lens): Look {
  const label = nameOf(path, lens);
  return {
    label,
    description: lens.l10n.t('cannot be read'),
    tooltip: [plain(problem, 1_000), plain(shownPath)],
    icon: 'error',
    colour: COLOURS.bad,
    context: ITEMS.runBroken,
    spoken: lens.l10n.t('Run, {0}, cannot be read: {1}', label, plain(problem, 300)),
  };
}

function finishedLook(shownPath: string, facts: RunFacts, lens: Lens): Look {
  const { l10n, now, locale } = lens;
  const label = shortly(facts.startedAt, now, locale);
  const passed = ago(facts.startedAt, now, locale);
  const { valid, planned, worstCv, simulated, doubtful, labels } = facts;
  const trials = l10n.t('{0} of {1} valid', valid, planned);
  const variation =
    worstCv === null
      ? null
      : l10n.t(
          'CV up to {0} {1} ({2})',
          `${(worstCv.cv * 100).toFixed(1)} %`,
          heatWord(worstCv.cv, lens),
          plain(worstCv.group, 60),
        );
  const doubt = doubtful ? l10n.t('label not proved') : null;
  const mark = simulated ? joined([l10n.t('simulated'), doubt]) : doubt;
  const { word, ...sign } = outcomeOf(facts, lens);
  const unusual = facts.outcome === 'completed' ? null : word;
  return {
    label,
    description: joined([unusual, trials, mark, variation]),
    tooltip: [
      plain(facts.title, 200),
      `${exactly(facts.startedAt, locale)} (${passed})`,
      joined([word, trials]),
      ...(worstCv === null
        ? []
        : [
            l10n.t(
              'Largest coefficient of variation: {0} {1}, {2} on {3}',
              `${(worstCv.cv * 100).toFixed(2)} %`,
              heatWord(worstCv.cv, lens),
              plain(worstCv.group, 60),
              plain(worstCv.target, 64),
            ),
          ]),
      ...(simulated ? [l10n.t('Simulated guests: not a measurement of Xen')] : []),
      ...(doubtful ? [l10n.t('Some target is not what it is called')] : []),
      ...labels.map((label) => plain(label, 300)),
      plain(shownPath),
    ],
    ...sign,
    spoken: joined([l10n.t('Run, {0}', label), word, trials, mark, variation]),
  };
}

function outcomeOf(
  { outcome, writing, valid, planned }: RunFacts,
  { l10n }: Lens,
): Pick<Look, 'icon' | 'colour' | 'context'> & { readonly word: string } {
  const context = valid < planned ? ITEMS.runIncomplete : ITEMS.run;
  if (writing) {
    const word = l10n.t('another process writes it');
    return { icon: 'sync~spin', colour: null, context: ITEMS.runElsewhere, word };
  }
  switch (outcome) {
    case 'completed':
      return valid < planned
        ? { icon: 'warning', colour: COLOURS.doubt, context, word: l10n.t('completed with gaps') }
        : { icon: 'pass', colour: COLOURS.good, context, word: l10n.t('completed') };
    case 'cancelled':
      return { icon: 'circle-slash', colour: null, context, word: l10n.t('cancelled') };
    case 'failed':
      return { icon: 'error', colour: COLOURS.bad, context, word: l10n.t('stopped by an error') };
    case null:
      return { icon: 'debug-disconnect', colour: COLOURS.doubt, context, word: l10n.t('cut off') };
  }
}

function heatWord(cv: number, { l10n }: Lens): string {
  switch (heatOf(cv)) {
    case 'steady':
      return l10n.t('steady');
    case 'fair':
      return l10n.t('fair');
    case 'noisy':
      return l10n.t('noisy');
  }
}

/** When it began, where its name tells; else the name of its file. */
function nameOf(path: string, { now, locale }: Lens): string {
  const usual = usualRunName(path);
  if (usual !== null) return shortly(usual.startedAt, now, locale);
  return plain(path.split(/[/\\]/).at(-1) ?? path, 100);
}
