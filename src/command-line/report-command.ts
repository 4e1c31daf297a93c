import { writeFile } from 'node:fs/promises';
import { loadReport } from '../engine/load-report.ts';
import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import { REPORT_FORMATS, renderReport } from '../report/render.ts';
import { coloursFor } from '../terminal/colours.ts';
import { type Command, oneOf } from './arguments.ts';
import type { Output } from './output.ts';

/** `xen-bench report`: run files to a report, on standard output or in a file. */
export async function reportCommand(
  { files, options }: Extract<Command, { command: 'report' }>,
  output: Output,
): Promise<ExitCode> {
  const format = oneOf('format', options.format, REPORT_FORMATS) ?? 'text';
  const report = await loadReport(files, options.reparse === true);
  if (options.output === undefined) {
    const colour = coloursFor(process.stdout).isColorSupported;
    output.result(renderReport(report, format, { width: output.width, colour }));
    return EXIT.ok;
  }
  try {
    await writeFile(options.output, renderReport(report, format, { width: 100, colour: false }));
  } catch (error) {
    throw new HumanError(`${options.output} cannot be written: ${(error as Error).message}.`, EXIT.usage);
  }
  output.say(`Written: ${options.output}`);
  return EXIT.ok;
}
