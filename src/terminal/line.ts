import { formatDuration } from '../report/duration.ts';
import { counted } from '../report/listed.ts';
import { formatNumber, formatPercent } from '../report/numbers.ts';
import { plain } from '../report/plain.ts';
import type { EndEvent, RunEvent, TrialEvent } from '../run/events.ts';
import type { Colours } from './colours.ts';

/**
 * The line that a terminal shows for an event; null where it shows none. `places` aligns the columns of trials. What
 * comes from files and hosts is made safe to print.
 */
export function eventLine(event: RunEvent, colours: Colours, places: Places, hints: Hints): string | null {
  switch (event.event) {
    case 'plan':
      return planLines(event, colours);
    case 'target':
      return targetLine(event, colours);
    case 'trial':
      return trialLine(event, colours, places);
    case 'dom0':
      return `${plain(event.dom0)}: ${plain(event.message, 1_000)}`;
    case 'warning':
      return colours.yellow(`warning: ${plain(event.message, 1_000)}`);
    case 'cancelling':
      return 'Cancelling: stopping the job, cleaning up the hosts ...';
    case 'end':
      return endLines(event, colours, hints);
    case 'warmup':
    case 'trial-start':
    case 'report':
      return null;
  }
}

/** What a person can do next, in the words of the place where the run is shown. */
export interface Hints {
  /** How to go on with a run that lacks something; `runFile` is safe to print. */
  resume(runFile: string): string;
}

/** Widths of the columns of a run's trial lines. */
export interface Places {
  readonly trial: number;
  readonly target: number;
  readonly case: number;
}

export function placesOf(targets: readonly string[], cases: readonly string[], trials: number): Places {
  const widest = (names: readonly string[]) =>
    Math.min(30, Math.max(...names.map((name) => plain(name).length)));
  return { trial: String(trials).length, target: widest(targets), case: widest(cases) };
}

function planLines(event: Extract<RunEvent, { event: 'plan' }>, colours: Colours): string {
  const { title, targets, cases, trials, done, order, seed, estimateSeconds, runFile } = event;
  const before = done === 0 ? '' : `, ${done} of them valid already`;
  return [
    colours.bold(plain(title)),
    `${counted(trials, 'trial')}${before}: ${counted(targets.length, 'target')} x ${counted(cases, 'case')}, ${order}, seed ${seed}, about ${formatDuration(estimateSeconds * 1000)}`,
    `Run file: ${plain(runFile, 1_000)}`,
  ].join('\n');
}

function targetLine(event: Extract<RunEvent, { event: 'target' }>, colours: Colours): string {
  const { target, status, simulated, label, proof, message } = event;
  const text = plain(message, 1_000);
  if (status === 'starting') return `${plain(target)}: ${text}`;
  if (status === 'refused') return colours.red(`${plain(target)}: refused, left out: ${text}`);
  if (status === 'pending') return colours.yellow(`${plain(target)}: not there, left pending: ${text}`);
  const sure = proof === null ? (simulated === true ? 'simulated' : null) : proof;
  const words = [label, sure === 'unproved' ? 'label not proved' : sure].filter((word) => word !== null);
  const told = words.length === 0 ? '' : ` (${plain(words.join('; '), 200)})`;
  const mark = sure === 'proved' || sure === null ? told : colours.yellow(told);
  return `${status === 'connecting' ? `${plain(target)} (${text})` : text}: ${status}${mark}`;
}

function trialLine(event: TrialEvent, colours: Colours, places: Places): string {
  const { trial, target, case: case_, outcome, reason, measurements, durationMs, cv } = event;
  const [main] = measurements;
  const head = `${String(trial).padStart(places.trial)}  ${plain(target).padEnd(places.target)}  ${plain(case_).padEnd(places.case)}`;
  if (main === undefined) {
    return `${head}  ${colours.red(outcome)}: ${plain(reason ?? 'no reason given')}`;
  }
  const value = `${formatNumber(main.value).padStart(8)} ${plain(main.unit).padEnd(6)}`;
  const spread = cv === null ? '' : `  CV ${formatPercent(cv).padStart(7)}`;
  return `${head}  ${value}  ${formatDuration(durationMs).padStart(11)}${spread}`.trimEnd();
}

function endLines(end: EndEvent, colours: Colours, hints: Hints): string {
  const { outcome, valid, trials, left, undone, runFile } = end;
  const counts = `${valid} of ${trials} trials valid`;
  const lines = [
    outcome === 'cancelled'
      ? colours.yellow(`Cancelled: ${counts}.`)
      : left === 0
        ? colours.green(`Done: ${counts}.`)
        : colours.yellow(`Ended: ${counts}, ${left} are still to be done.`),
  ];
  if (left > 0 && runFile !== null) lines.push(hints.resume(plain(runFile, 1_000)));
  if (outcome === 'cancelled' && undone.length === 0) lines.push('Nothing of ours is left on the hosts.');
  return [...lines, ...undone.map((text) => colours.yellow(`Left undone: ${plain(text, 1_000)}`))].join('\n');
}
