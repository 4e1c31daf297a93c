/** A line of the journal that is read from outside while the tests run: a run that dies has told how far it came. */
export type TestEvent =
  | { readonly event: 'begin'; readonly title: string }
  | {
      readonly event: 'end';
      readonly title: string;
      readonly state: 'passed' | 'failed' | 'skipped';
      readonly durationMs: number;
      readonly error?: string;
    }
  | { readonly event: 'finished'; readonly tests: number }
  /** The tests could not be run, or not to their end. */
  | { readonly event: 'broken'; readonly error: string };
