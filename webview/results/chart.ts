import { Chart, type ChartConfiguration } from 'chart.js';
import type { Figure } from '../../src/report/figures.ts';
import type { FigureLayout } from '../../src/report/figures-layout.ts';
import { type Mark, markSets } from './chart-data.ts';
import './chart-parts.ts';
import { axisOptions } from './chart-options.ts';
import { type Extras, ground, intervals, ring } from './chart-plugins.ts';
import { tooltipOptions } from './chart-tooltip.ts';
import type { Paint } from './paint.ts';
import type { Theme } from './theme.ts';

export interface Drawing {
  readonly figure: Figure;
  readonly layout: FigureLayout;
  readonly theme: Theme;
  readonly paints: ReadonlyMap<string, Paint>;
  /** The series that stands out. */
  readonly focus: { readonly target: string; readonly step: number } | null;
  readonly large: boolean;
  /** The trial whose panel is open, where it is one of this figure's. */
  readonly ring: { readonly x: number; readonly y: number } | null;
}

/** A chart in the page. */
export interface LiveChart {
  update(drawing: Drawing): void;
  destroy(): void;
}

/**
 * Draws into `canvas`, which must be alone in a box of a set size. `picked` gets the mark that was clicked, or null for
 * none; null: nothing happens at a click.
 */
export function createChart(
  canvas: HTMLCanvasElement,
  first: Drawing,
  picked: ((mark: Mark | null) => void) | null,
): LiveChart {
  let drawing = first;
  const extras = () => extrasOf(drawing);
  const config: ChartConfiguration<'scatter', Mark[]> = {
    type: 'scatter',
    data: { datasets: markSets(first.layout, lookOf(first)) },
    options: optionsOf(first),
    plugins: [ground(extras), intervals(extras), ring(extras)],
  };
  const chart = new Chart(canvas, config);
  const markAt = (event: MouseEvent): Mark | null => {
    const [element] = chart.getElementsAtEventForMode(event, 'nearest', { intersect: true }, false);
    if (element === undefined) return null;
    return chart.data.datasets[element.datasetIndex]?.data[element.index] ?? null;
  };
  const clicked = (event: MouseEvent) => picked?.(markAt(event));
  const moved = (event: MouseEvent) => {
    canvas.style.cursor = markAt(event)?.trial == null ? '' : 'pointer';
  };
  if (picked !== null) {
    canvas.addEventListener('click', clicked);
    canvas.addEventListener('mousemove', moved);
  }
  return {
    update(next) {
      drawing = next;
      chart.data.datasets = markSets(next.layout, lookOf(next));
      chart.options = optionsOf(next) ?? {};
      chart.update('none');
    },
    destroy() {
      canvas.removeEventListener('click', clicked);
      canvas.removeEventListener('mousemove', moved);
      chart.destroy();
    },
  };
}

function lookOf({ theme, paints, focus, large }: Drawing) {
  return { ...theme, paints, focus, scale: large ? 1.35 : 1 };
}

function extrasOf({ layout, theme, figure, focus, large, ring }: Drawing): Extras {
  return {
    layout,
    foreground: theme.foreground,
    step: focus?.step ?? null,
    ring,
    reference: figure.relativeTo === null ? null : 1,
    scale: large ? 1.35 : 1,
  };
}

function optionsOf({
  figure,
  layout,
  theme,
  large,
}: Drawing): ChartConfiguration<'scatter', Mark[]>['options'] {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    parsing: false,
    normalized: true,
    // One mark at a time, and none where the pointer is on none.
    interaction: { mode: 'nearest', intersect: true },
    events: ['mousemove', 'mouseout'],
    layout: { padding: { top: 8, right: 8 } },
    scales: axisOptions(layout, { ...theme, letters: large ? 12 : 11 }),
    plugins: { tooltip: tooltipOptions(figure, theme) },
  };
}
