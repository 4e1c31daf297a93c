import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { analyseRuns, givenRun } from '../../engine/load-report.ts';
import type { Experiment } from '../../experiment/model.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { readRunFile } from '../../journal/read.ts';
import type { TargetRecord } from '../../journal/records.ts';
import type { RunView } from '../../notebook/result-of-run.ts';
import { safeFacts } from '../../report/environments.ts';
import { plain } from '../../report/plain.ts';

/** A run file with the experiment that is in it. */
export interface LoadedRun {
  readonly view: RunView;
  readonly experiment: Experiment;
}

/**
 * What cells see of a run file as it is now. `file` is how the notebook names it. Throws HumanError where it is gone or
 * cannot be read.
 */
export async function loadRun(path: string, file: string): Promise<LoadedRun> {
  const read = await readRunFile(path, 'without').catch((error: unknown) => {
    if (!isGone(error)) throw error;
    throw new HumanError(
      `The run file ${plain(file)} is gone: put it back, or run the cell that makes it.`,
      EXIT.usage,
      { cause: error },
    );
  });
  const given = givenRun(read, path);
  const { report, points } = analyseRuns([given]);
  return {
    experiment: given.experiment,
    view: {
      report,
      points,
      source: {
        file,
        id: read.run.id,
        bytes: read.bytes,
        sha256: await sha256Of(path, read.bytes),
      },
      at: new Date().toISOString(),
      environments: environmentsOf(read.targets),
    },
  };
}

function isGone(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** Of the first so many bytes: a run may go on while it is read. */
async function sha256Of(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  if (bytes > 0) {
    for await (const chunk of createReadStream(path, { end: bytes - 1 })) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

const LONGEST_FACT = 300;

/** What targets told first, before their trials. */
function environmentsOf(
  records: readonly TargetRecord[],
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const found = new Map<string, Readonly<Record<string, string>>>();
  for (const { target, environment } of records) {
    if (found.has(target)) continue;
    found.set(target, safeFacts(environment, LONGEST_FACT));
  }
  return found;
}
