import type { ChartResult, ResultFigure } from './result.ts';

/**
 * Draws figures outside a browser with the results page's own charts. It is a bundle of its own, because charts need
 * types of a browser to compile, and is loaded when a notebook is exported.
 */
export interface Pictures {
  /** A figure of a result as an SVG file. */
  svgOf(figure: ResultFigure, result: ChartResult): string;
}
