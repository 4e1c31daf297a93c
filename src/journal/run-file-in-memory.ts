import { HumanError } from '../human-error.ts';
import type { RunFileFollower } from './follow.ts';
import { type ParsedRunFile, runFileParser } from './parse.ts';
import { cannotRead } from './read.ts';
import { readTrial } from './read-trial.ts';

/**
 * A run file that is no file of this machine, such as one of an older commit: `read` gives all of its bytes, which are
 * kept. `path` names it in sentences.
 */
export function runFileInMemory(path: string, read: () => Promise<Uint8Array>): RunFileFollower {
  let bytes: Buffer | null = null;
  let parsed: ParsedRunFile | null = null;
  let problem: string | null = null;
  return {
    path,
    get file() {
      return parsed?.file ?? null;
    },
    get problem() {
      return problem;
    },
    deleted: false,
    async refresh() {
      const before = { bytes, problem };
      try {
        const now = Buffer.from(await read());
        if (bytes?.equals(now)) return false;
        bytes = now;
        parsed = null;
        const parser = runFileParser(path, 'without');
        parser.push(now);
        parsed = parser.result();
        problem = null;
      } catch (error) {
        problem = (error instanceof HumanError ? error : cannotRead(path, error)).message;
      }
      return bytes !== before.bytes || problem !== before.problem;
    },
    readTrial: (trial, attempt) =>
      readTrial(path, parsed, trial, attempt, async (start, end) =>
        Buffer.from(bytes?.subarray(start, end) ?? []),
      ),
  };
}
