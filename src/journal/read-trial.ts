import { EXIT, HumanError } from '../human-error.ts';
import { type ParsedRunFile, parseRecord } from './parse.ts';
import type { TargetRecord, TrialRecord } from './records.ts';

/** A trial with all that its run file keeps of it. */
export interface FoundTrial {
  readonly record: TrialRecord;
  /** The state of its target before it; null where the file tells none. */
  readonly target: TargetRecord | null;
  /** How many attempts at this trial the file holds. */
  readonly attempts: number;
}

/**
 * One trial with its outputs, of which `read` gives the bytes from `start` to `end`. Throws HumanError where it is not
 * there.
 */
export async function readTrial(
  path: string,
  parsed: ParsedRunFile | null,
  trial: number,
  attempt: number,
  read: (start: number, end: number) => Promise<Buffer>,
): Promise<FoundTrial> {
  const is = (record: TrialRecord) => record.trial === trial && record.attempt === attempt;
  const index = parsed?.file.trials.findLastIndex(is) ?? -1;
  const place = parsed?.places[index];
  if (parsed === null || place === undefined) {
    throw new HumanError(`${path} holds no attempt ${attempt} at trial ${trial}.`, EXIT.usage);
  }
  const record = parseRecord(await read(place.start, place.end), 'with');
  if (typeof record === 'string' || record.record !== 'trial' || !is(record)) {
    throw new HumanError(
      `${path} has changed since it was read: trial ${trial} is no longer where it was. Open the file again.`,
      EXIT.usage,
    );
  }
  const attempts = parsed.file.trials.filter((each) => each.trial === trial).length;
  return { record, target: place.target, attempts };
}
