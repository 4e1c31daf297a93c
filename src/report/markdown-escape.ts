import { plain } from './plain.ts';

/** Plain text inside a line of Markdown: entities for HTML, a backslash before all else that means something. */
export function markdownText(text: string): string {
  return plain(text, 1000)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~#$]/g, '\\$&');
}

/** A text as an item of a list. One that begins like a list or a line across the page would be one. */
export function markdownItem(text: string): string {
  return `- ${markdownText(text).replace(/^(\d*)([-+=.)])/, '$1\\$2')}`;
}

/** Lines of a table; none without rows. Cells are Markdown: numbers of ours as they are, all else `markdownText`. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)];
}
