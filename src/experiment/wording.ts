import { distance } from 'fastest-levenshtein';

/** Texts of a file inside our sentences: bounded, and harmless on a terminal. */

const SHOWN = 48;

/** In double quotes, cut to what a sentence holds; invisible and control characters as escapes. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 2 * SHOWN)];
  const cut = characters.length > SHOWN || text.length > 2 * SHOWN;
  const shown = cut ? `${characters.slice(0, SHOWN).join('')}...` : text;
  return JSON.stringify(shown).replace(
    /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** A value of a file as a sentence names it: small ones whole, others by what they are. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** `a, b, c`, cut where it would drown the sentence. */
export function listed(words: readonly string[]): string {
  const shown = words.slice(0, 20).join(', ');
  return words.length > 20 ? `${shown} and ${words.length - 20} more` : shown;
}

/** The known word that was probably meant, or null: two letters swapped, or slips in a third of the word. */
export function nearest(word: string, known: readonly string[]): string | null {
  // The distance costs the product of both lengths, and no known word comes near this one.
  if (word.length > 64) return null;
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const slips = distance(word.toLowerCase(), candidate.toLowerCase());
    const forgiven = candidate.length < 4 ? 1 : Math.max(2, Math.floor(candidate.length / 3));
    if (slips < least && slips <= forgiven) {
      best = candidate;
      least = slips;
    }
  }
  return best;
}

/** All known words, the one that was probably meant before the others. */
export function nearestFirst(word: string, known: readonly string[]): readonly string[] {
  const meant = nearest(word, known);
  return meant === null ? known : [meant, ...known.filter((each) => each !== meant)];
}

/** `did you mean "tcp-small"?`, else the choice there is: `there are a, b`. */
export function advice(word: string, known: readonly string[], choice: string): string {
  const meant = nearest(word, known);
  return meant === null ? `${choice} ${listed(known)}.` : `did you mean ${quoted(meant)}?`;
}
