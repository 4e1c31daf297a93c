/** Longest line of a result's JSON, where it can be broken. */
const WIDTH = 110;

/**
 * A result as JSON that reads well in a diff: what fits into a line stands in one, a series always does, all else is
 * broken into its parts. The same value gives the same text.
 */
export function resultText(value: unknown): string {
  return laidOut(value, '');
}

function laidOut(value: unknown, indent: string): string {
  const flat = inline(value);
  if (flat.length + indent.length <= WIDTH && indent !== '') return flat;
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    if (value.length === 0 || isRow(value)) return flat;
    return block(
      '[',
      value.map((item) => laidOut(item, inner)),
      ']',
      indent,
    );
  }
  if (typeof value !== 'object' || value === null) return flat;
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${laidOut(item, inner)}`,
  );
  return members.length === 0 ? '{}' : block('{', members, '}', indent);
}

/** Numbers and words, and lists of them beside them: one line, however long. A list of lists alone is a table. */
function isRow(value: readonly unknown[]): boolean {
  const isScalar = (item: unknown) => typeof item !== 'object' || item === null;
  const scalars = value.filter(isScalar).length;
  return value.every(
    (item) => isScalar(item) || (scalars > 0 && Array.isArray(item) && item.every(isScalar)),
  );
}

function block(open: string, parts: readonly string[], close: string, indent: string): string {
  return `${open}\n${parts.map((part) => `${indent} ${part}`).join(',\n')}\n${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
