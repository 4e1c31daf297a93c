import { plain } from './plain.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // In braces, because two of them in a row would become another sign.
  '"': "{''}",
  "'": "{'}",
  '`': '{`}',
  '-': '{-}',
  '[': '{[}',
  ']': '{]}',
};

/**
 * Plain text inside a line of LaTeX: whatever means something to it is escaped, so that a name makes no command, no
 * cell and no comment. Needs no package. Letters beyond ASCII stay as they are.
 */
export function latexText(text: string): string {
  return plain(text, 1000).replace(/[\\~^<>|"'`\-[\]{}#$%&_]/g, (letter) => SPECIAL[letter] ?? `\\${letter}`);
}

/** A line that only a reader of the source sees. */
export function latexComment(text: string): string {
  return `% ${plain(text, 1000)}`;
}

/** A number of ours in math, so that its minus is one; `1.23e-3` as a power of ten. */
export function latexNumber(text: string): string {
  const power = /^(-?[\d.]+)e([+-]?\d+)$/.exec(text);
  if (power !== null) return `$${power[1]} \\times 10^{${Number(power[2])}}$`;
  return /^-?[\d.]+$/.test(text) ? `$${text}$` : text;
}

/** Lines of a `tabular`; `align` has a letter for each column. Cells are LaTeX already. */
export function latexTabular(
  align: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]) => `  ${cells.join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{${align}}`,
    '  \\hline',
    line(header),
    '  \\hline',
    ...rows.map(line),
    '  \\hline',
    '\\end{tabular}',
  ];
}
