/** Words of cells, for whoever needs no schema. */

/** What a cell can show of a run. */
export const SHOWS = ['cv-table', 'chart', 'summary', 'environment'] as const;
export type Show = (typeof SHOWS)[number];

/** The experiment that the nearest cell above defines. */
export const ABOVE = 'above';
/** The run of the nearest cell above that runs something, else the newest of its experiment. */
export const LATEST = 'latest';
