import { writeFile } from 'node:fs/promises';
import { loadReport } from '../engine/load-report.ts';
import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import { renderCsv } from '../report/csv.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/model.ts';
import { renderText } from '../report/text.ts';
import { coloursFor } from '../terminal/colours.ts';
import { type Command, oneOf } from './arguments.ts';
import type { Output } from './output.ts';

const FORMATS = ['text', 'markdown', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** `xen-bench report`: run files to a report, on standard output or in a file. */
export async function reportCommand(
  { files, options }: Extract<Command, { command: 'report' }>,
  output: Output,
): Promise<ExitCode> {
  const format = oneOf('format', options.format, FORMATS) ?? 'text';
  const report = await loadReport(files, options.reparse === true);
  if (options.output === undefined) {
    output.result(render(report, format, output.width, coloursFor(process.stdout).isColorSupported));
    return EXIT.ok;
  }
  try {
    await writeFile(options.output, render(report, format, 100, false));
  } catch (error) {
    throw new HumanError(`${options.output} cannot be written: ${(error as Error).message}.`, EXIT.usage);
  }
  output.say(`Written: ${options.output}`);
  return EXIT.ok;
}

function render(report: Report, format: Format, width: number, colour: boolean): string {
  switch (format) {
    case 'text':
      return renderText(report, { width, colour });
    case 'markdown':
      return renderMarkdown(report);
    case 'json':
      return renderJson(report);
    case 'csv':
      return renderCsv(report);
  }
}
