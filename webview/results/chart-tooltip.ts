import type { ChartOptions, TooltipItem } from 'chart.js';
import type { Figure } from '../../src/report/figures.ts';
import { formatInterval, formatNumber } from '../../src/report/numbers.ts';
import { plain } from '../../src/report/plain.ts';
import type { Mark } from './chart-data.ts';
import type { Theme } from './theme.ts';

type Tooltip = NonNullable<NonNullable<ChartOptions<'scatter'>['plugins']>['tooltip']>;

/** What a mark tells when the pointer is on it. */
export function tooltipOptions(figure: Figure, theme: Theme): Tooltip {
  const { background, foreground, border } = theme.tooltip;
  const font = { family: theme.font, size: 12 };
  return {
    enabled: true,
    displayColors: false,
    backgroundColor: background,
    borderColor: border,
    borderWidth: 1,
    cornerRadius: 3,
    caretSize: 0,
    padding: 8,
    titleColor: foreground,
    bodyColor: foreground,
    titleFont: font,
    bodyFont: font,
    filter: (_item, index) => index === 0,
    callbacks: {
      title: ([item]) => (item === undefined ? '' : heading(figure, markOf(item))),
      label: (item) => lines(figure, markOf(item)),
    },
  };
}

function markOf({ raw }: TooltipItem<'scatter'>): Mark {
  return raw as Mark;
}

function heading({ steps }: Figure, { target, trial, centre }: Mark): string {
  const label = steps[trial?.step ?? centre?.step ?? -1]?.label ?? '';
  return `${plain(target, 60)}, ${plain(label, 60)}`;
}

function lines(figure: Figure, mark: Mark): string[] {
  const unit = plain(figure.unit, 40);
  const { trial, centre, target } = mark;
  if (centre !== null) {
    const cell = figure.lines.find((line) => line.target === target)?.cells[centre.step];
    const interval = cell?.medianInterval ?? null;
    return [
      `median ${formatNumber(centre.y)} ${unit}`,
      ...(interval === null ? [] : [`95 % interval ${formatInterval(interval)}`]),
      `n ${cell?.n ?? 0}`,
    ];
  }
  if (trial === null) return [];
  const points = figure.lines.find((line) => line.target === target)?.cells[trial.step]?.points;
  const number = points?.trials[trial.index];
  const value = `${formatNumber(trial.y)} ${unit}`;
  // A notebook keeps values, and not which trials they are of.
  return number === undefined ? [value] : [value, `trial ${number}: click to open`];
}
