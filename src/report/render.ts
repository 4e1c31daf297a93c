import { renderCsv } from './csv.ts';
import { renderJson } from './json.ts';
import { renderLatex } from './latex.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './model.ts';
import { renderText, type TextOptions } from './text.ts';

export const REPORT_FORMATS = ['text', 'markdown', 'json', 'csv', 'latex'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report in any of its formats, ending in a line end; `options` are for `text`. */
export function renderReport(report: Report, format: ReportFormat, options: TextOptions): string {
  switch (format) {
    case 'text':
      return renderText(report, options);
    case 'markdown':
      return renderMarkdown(report);
    case 'json':
      return renderJson(report);
    case 'csv':
      return renderCsv(report);
    case 'latex':
      return renderLatex(report);
  }
}
