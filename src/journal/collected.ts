import type { RunFile, RunFileRecord, RunRecord, TargetRecord, TrialRecord } from './records.ts';

/** Where a trial stands in its run file. */
export interface TrialPlace {
  /** Bytes of its line, without the line end. */
  readonly start: number;
  readonly end: number;
  /** The state of its target before it; null where the file tells none. */
  readonly target: TargetRecord | null;
}

/** The records of a run file so far. */
export interface Collected {
  /** Whole lines taken. */
  lines: number;
  run: RunRecord | null;
  readonly lists: {
    readonly targets: TargetRecord[];
    readonly trials: TrialRecord[];
    readonly warmups: RunFile['warmups'][number][];
    readonly resumes: RunFile['resumes'][number][];
    readonly domains: RunFile['domains'][number][];
    readonly ends: RunFile['ends'][number][];
  };
  /** Of `lists.trials`, in its order. */
  readonly places: TrialPlace[];
  readonly lastOf: Map<string, TargetRecord>;
  /** Commands are the same text over and over; each is kept once. */
  readonly commands: Map<string, string>;
}

export function nothingCollected(): Collected {
  return {
    lines: 0,
    run: null,
    lists: { targets: [], trials: [], warmups: [], resumes: [], domains: [], ends: [] },
    places: [],
    lastOf: new Map(),
    commands: new Map(),
  };
}

/** The same records in lists of their own, which do not grow with the first ones. */
export function copyOf(collected: Collected): Collected {
  const { targets, trials, warmups, resumes, domains, ends } = collected.lists;
  return {
    ...collected,
    lists: {
      targets: targets.slice(),
      trials: trials.slice(),
      warmups: warmups.slice(),
      resumes: resumes.slice(),
      domains: domains.slice(),
      ends: ends.slice(),
    },
    places: collected.places.slice(),
  };
}

/** Takes the record of the next line, which stands at `start` to `end`; says what is wrong with it being there. */
export function collect(to: Collected, record: RunFileRecord, start: number, end: number): string | null {
  if (to.run === null && record.record !== 'run') return NO_RUN;
  to.lines += 1;
  switch (record.record) {
    case 'run':
      if (to.run !== null) return 'a second run record: two run files in one.';
      to.run = record;
      return null;
    case 'target':
      to.lists.targets.push(record);
      to.lastOf.set(record.target, record);
      return null;
    case 'trial': {
      const command = to.commands.get(record.command);
      if (command === undefined) to.commands.set(record.command, record.command);
      else record.command = command;
      to.lists.trials.push(record);
      to.places.push({ start, end, target: to.lastOf.get(record.target) ?? null });
      return null;
    }
    case 'warmup':
      to.lists.warmups.push(record);
      return null;
    case 'resume':
      to.lists.resumes.push(record);
      return null;
    case 'domain':
      to.lists.domains.push(record);
      return null;
    case 'end':
      to.lists.ends.push(record);
      return null;
  }
}

export const NO_RUN = 'the first line is no run record: this is not a run file, or it is empty.';
