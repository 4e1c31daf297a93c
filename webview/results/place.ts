import type { TrialKey } from '../../src/protocol.ts';
import type { Figure } from '../../src/report/figures.ts';
import type { SeriesPoints } from '../../src/report/points.ts';
import { type SeriesName, sameTrial } from './state.ts';

/** Where a series stands in a figure. */
export interface Place {
  readonly target: string;
  readonly step: number;
}

/** The place of a series in the figure; null where it is not in it. */
export function placeIn(figure: Figure, { group, target, case: case_ }: SeriesName): Place | null {
  if (!figure.lines.some((line) => line.target === target)) return null;
  const step = figure.steps.findIndex((each) => each.case === case_ && each.group === group);
  return step === -1 ? null : { target, step };
}

/** The name of the series at a place. */
export function seriesAt(figure: Figure, { target, step }: Place): SeriesName | null {
  const at = figure.steps[step];
  return at === undefined ? null : { group: at.group, target, case: at.case };
}

/** The points of a series, in whatever figure it is. */
export function pointsOf(figures: readonly Figure[], series: SeriesName): SeriesPoints | null {
  for (const figure of figures) {
    const place = placeIn(figure, series);
    if (place === null) continue;
    const cell = figure.lines.find(({ target }) => target === place.target)?.cells[place.step];
    if (cell !== undefined) return cell.points;
  }
  return null;
}

/** The key of the i-th trial of a series; null beyond its ends. */
export function trialAt({ runs, trials, attempts }: SeriesPoints, index: number): TrialKey | null {
  const [run, trial, attempt] = [runs[index], trials[index], attempts[index]];
  return run === undefined || trial === undefined || attempt === undefined ? null : { run, trial, attempt };
}

/** Where a trial stands in its series, from 0; -1 where it is not in it. */
export function indexOf(points: SeriesPoints, key: TrialKey): number {
  return points.trials.findIndex((_, index) => {
    const at = trialAt(points, index);
    return at !== null && sameTrial(at, key);
  });
}
