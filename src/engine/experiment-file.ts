import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatDiagnostic } from '../experiment/diagnostic.ts';
import { type ExperimentReading, readExperiment, readExperimentText } from '../experiment/read.ts';
import { type Selection, selectExperiment } from '../experiment/select.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { runsFolder } from '../journal/runs-folder.ts';
import { plain } from '../report/plain.ts';
import type { ExperimentSource } from '../run/run-experiment.ts';

/** More than an experiment may have: beyond it the reader refuses by size alone. */
const READ_AT_MOST = 1024 ** 2 + 1;

/**
 * Reads and judges an experiment file. Throws HumanError (usage) with every mistake, `file:line:column: sentence`;
 * `warn` gets what is only doubtful.
 */
export async function loadExperiment(
  path: string,
  selection: Selection,
  warn: (line: string) => void,
): Promise<ExperimentSource> {
  return judged(readExperiment(await readBounded(path), basename(path)), path, selection, warn);
}

/** As `loadExperiment`, of a text that stands elsewhere, such as in a notebook. `path` is the name it goes by. */
export function sourceOfText(text: string, path: string, selection: Selection): ExperimentSource {
  return judged(readExperimentText(text, basename(path)), path, selection, () => {});
}

function judged(
  { experiment, text, diagnostics }: ExperimentReading,
  path: string,
  selection: Selection,
  warn: (line: string) => void,
): ExperimentSource {
  const lines = diagnostics.map((diagnostic) => plain(formatDiagnostic(path, diagnostic), 1_000));
  if (experiment === null) throw new HumanError(lines.join('\n'), EXIT.usage);
  lines.forEach(warn);
  return { name: basename(path), text, experiment: selectExperiment(experiment, selection) };
}

async function readBounded(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(READ_AT_MOST);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, length, READ_AT_MOST - length, null);
        length += bytesRead;
        if (bytesRead === 0 || length === READ_AT_MOST) return buffer.subarray(0, length);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new HumanError(`The experiment ${path} cannot be read: ${why}.`, EXIT.usage, { cause: error });
  }
}

/** Where a new run of an experiment file goes unless told otherwise: `.xenbench/runs/NAME-TIME.xenrun` beside it. */
export function defaultRunFile(path: string, now: Date): string {
  const name = basename(path).replace(/(\.xenbench)?\.jsonc?$/, '') || 'experiment';
  const time = now
    .toISOString()
    .replace(/[:.]/g, '-')
    .replace(/-\d{3}Z$/, 'Z');
  return join(runsFolder(path), `${name}-${time}.xenrun`);
}
