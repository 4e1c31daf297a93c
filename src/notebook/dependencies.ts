import type { Fragment } from './fragment.ts';
import { ABOVE, LATEST } from './fragment-words.ts';
import type { FragmentReading } from './read-fragment.ts';

/**
 * The cell that another one needs, by its place: a cell that shows the latest run needs the nearest above it that runs
 * something (that experiment, where it names one), a cell that runs the experiment "above" the nearest that defines
 * one. null: it needs none, or there is none. `cells` are the notebook's code cells in order.
 */
export function neededBy(cells: readonly FragmentReading[], index: number): number | null {
  const fragment = cells[index]?.fragment ?? null;
  if (fragment?.does === 'run' && fragment.experiment === ABOVE) {
    return nearest(cells, index, ({ does }) => does === 'define');
  }
  if (fragment?.does !== 'show' || fragment.fields.run !== LATEST) return null;
  const { experiment } = fragment.fields;
  return nearest(
    cells,
    index,
    (cell) => cell.does === 'run' && (experiment === undefined || runs(cell.fragment, experiment)),
  );
}

function runs(fragment: Fragment | null, experiment: string): boolean {
  return fragment?.does === 'run' && plainPath(fragment.experiment) === plainPath(experiment);
}

/** `./a.jsonc` and `a.jsonc` are one file. */
function plainPath(path: string): string {
  return path.replace(/^(\.\/)+/, '');
}

function nearest(
  cells: readonly FragmentReading[],
  index: number,
  is: (cell: FragmentReading) => boolean,
): number | null {
  for (let at = index - 1; at >= 0; at--) {
    const cell = cells[at];
    if (cell !== undefined && is(cell)) return at;
  }
  return null;
}
