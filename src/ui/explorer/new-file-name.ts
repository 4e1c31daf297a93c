/** Why a text is no name for an experiment file, or null. `taken`: names that there are, without their ending. */
export function newNameProblem(
  name: string,
  taken: readonly string[],
): 'empty' | 'characters' | 'reserved' | 'long' | 'taken' | null {
  if (name.trim() === '') return 'empty';
  if (name.length > 100) return 'long';
  // Of any system, because experiments are shared.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  if (/[\u0000-\u001f\u007f<>:"/\\|?*]/.test(name) || /^[.\s-]|[.\s]$/.test(name)) return 'characters';
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return 'reserved';
  return taken.some((each) => each.toLowerCase() === name.toLowerCase()) ? 'taken' : null;
}

/** The name without an ending that the person typed along. */
export function withoutEnding(typed: string): string {
  return typed.trim().replace(/(\.xenbench)?(\.jsonc?)?$/i, '');
}
