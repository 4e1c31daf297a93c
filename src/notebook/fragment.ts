import type { z } from 'zod';
import type { Experiment } from '../experiment/model.ts';
import type { Selection } from '../experiment/select.ts';
import type { runSchema, showSchemas } from './fragment-schema.ts';
import type { Show } from './fragment-words.ts';

/** What a code cell asks for. */
export type Fragment =
  /** Nothing but blanks and comments. */
  | { readonly does: 'nothing' }
  /** An experiment of its own, which other cells can run. */
  | { readonly does: 'define'; readonly experiment: Experiment; readonly text: string }
  | RunFragment
  | ShowFragment;

export interface RunFragment {
  readonly does: 'run';
  /** A path as written, or `ABOVE`. */
  readonly experiment: string;
  readonly selection: Selection;
}

export type RunFields = z.output<typeof runSchema>;

/** The keys of a cell that shows something, with their defaults. */
export type ShowFields = { readonly [What in Show]: z.output<(typeof showSchemas)[What]> }[Show];

export interface ShowFragment {
  readonly does: 'show';
  readonly fields: ShowFields;
}
