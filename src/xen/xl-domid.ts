/**
 * Reads what `xl domid NAME` printed: the domain's id; null where there is none of that name (xl then prints
 * nothing to its standard output) and for anything else.
 */
export function readDomid(text: string): number | null {
  const match = /^\s*(\d{1,10})\s*$/.exec(text.slice(0, 100));
  return match === null ? null : Number(match[1]);
}
