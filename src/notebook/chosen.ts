import { listed, nearest, quoted } from '../experiment/wording.ts';
import { EXIT, HumanError } from '../human-error.ts';

/**
 * Those of `names` that a cell asks for, in their order; all where it asks for none. A name may be written as in an
 * experiment file (`tcp-small`), and the first words of several names mean all of them (`disk`). Throws HumanError (usage).
 */
export function chosen(
  names: readonly string[],
  wanted: string | readonly string[] | undefined,
  what: string,
): readonly string[] {
  if (wanted === undefined) return names;
  const found = new Set<string>();
  for (const word of typeof wanted === 'string' ? [wanted] : wanted) {
    const exact = names.filter((name) => name === word);
    const alike = exact.length > 0 ? exact : names.filter((name) => means(word, name));
    if (alike.length === 0) {
      const meant = nearest(word, names);
      const hint = meant === null ? '' : ` Did you mean ${quoted(meant)}?`;
      const all = names.length === 0 ? 'it has none' : `it has ${listed(names)}`;
      throw new HumanError(`There is no ${what} ${quoted(word)} in this run: ${all}.${hint}`, EXIT.usage);
    }
    for (const name of alike) found.add(name);
  }
  return names.filter((name) => found.has(name));
}

function means(word: string, name: string): boolean {
  const [asked, there] = [spelled(word), spelled(name)];
  return there === asked || there.startsWith(`${asked} `);
}

function spelled(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-\s]+/g, ' ')
    .trim();
}
