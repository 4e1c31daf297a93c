import type { Report } from './model.ts';

/** What JSON leaves as it is but a terminal or an editor would act on. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * The report itself as JSON, indented by two spaces, keys in the order of the model. Texts keep every character:
 * control and direction characters stand as \u escapes.
 */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2).replace(UNSAFE, escaped)}\n`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
