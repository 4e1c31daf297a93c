import type { Figure } from '../../src/report/figures.ts';
import { valueTitle } from '../../src/report/figures-layout.ts';
import { plain } from '../../src/report/plain.ts';
import { type LabelledTarget, targetHead } from '../../src/report/target-label.ts';
import { PAPER, paintsOf } from './paint.ts';
import type { Caption } from './picture-caption.ts';

/** What of a target stands in a picture. */
export interface CaptionTarget extends LabelledTarget {
  readonly name: string;
  readonly baseline: boolean;
}

/** What stands above a figure in a picture. `targets` are all of the report; `source` says what was run, safe to show. */
export function captionOf(figure: Figure, targets: readonly CaptionTarget[], source: string): Caption {
  const paints = paintsOf(targets, PAPER);
  const shown = targets.filter(({ name }) => figure.lines.some(({ target }) => target === name));
  const cells = figure.lines.flatMap((line) => line.cells);
  const most = Math.max(0, ...cells.map((cell) => cell?.n ?? 0));
  const trials = cells.some((cell) => (cell?.values.length ?? 0) > 0)
    ? `, small marks are single trials (n up to ${most})`
    : ` (n up to ${most})`;
  return {
    title: plain(figure.title, 120),
    about: `${about(figure)}; median with its 95 % interval${trials}`,
    source,
    simulated: shown.some(({ simulated }) => simulated === true),
    legend: shown.flatMap((target) => {
      const paint = paints.get(target.name);
      return paint === undefined ? [] : [{ name: plain(targetHead(target), 200), paint }];
    }),
  };
}

/** `throughput, MB/s, higher is better`. */
export function about(figure: Figure): string {
  return `${plain(valueTitle(figure), 80)}, ${figure.better} is better`;
}
