import type { FrameLocator } from 'playwright-core';

/** A cell of the CV table, as its page holds it exactly and as it is seen. */
export interface ShownCv {
  readonly group: string;
  readonly target: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly case: string | null;
  /** What stands in it, blanks as one. */
  readonly text: string;
}

/** All cells of the CV table of a results page that were planned, row by row. */
export async function shownCvTable(frame: FrameLocator): Promise<ShownCv[]> {
  return frame.locator('.cv-table [data-group]').evaluateAll((cells) =>
    cells.map((cell) => {
      const data = (cell as HTMLElement).dataset;
      const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
      return {
        group: data['group'] ?? '',
        target: data['target'] ?? '',
        value: number(data['value']),
        low: number(data['low']),
        high: number(data['high']),
        n: number(data['n']),
        case: data['case'] ?? null,
        text: (cell.textContent ?? '').replace(/\s+/g, ' ').trim(),
      };
    }),
  );
}

/** A row of the data table of a figure. */
export interface ShownSeries {
  readonly figure: string;
  readonly case: string;
  readonly metric: string;
  readonly target: string;
  readonly median: number | null;
  /** As it is seen: `[3508, 3523]`. */
  readonly interval: string;
  readonly mean: number | null;
  readonly cv: number | null;
  readonly n: number;
}

/** All rows of the data tables behind the figures of a results page. */
export async function shownSeries(frame: FrameLocator): Promise<ShownSeries[]> {
  return frame.locator('[data-figure] tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const { case: case_ = '', metric = '', target = '' } = (row as HTMLElement).dataset;
      const cells = [...row.querySelectorAll('td')];
      const number = (cell: HTMLElement | undefined) =>
        cell?.dataset['value'] === undefined || cell.dataset['value'] === ''
          ? null
          : Number(cell.dataset['value']);
      // Target, median, interval, mean, CV, n.
      return {
        figure: row.closest<HTMLElement>('[data-figure]')?.dataset['figure'] ?? '',
        case: case_,
        metric,
        target,
        median: number(cells[1]),
        interval: (cells[2]?.textContent ?? '').trim(),
        mean: number(cells[3]),
        cv: number(cells[4]),
        n: number(cells[5]) ?? 0,
      };
    }),
  );
}
