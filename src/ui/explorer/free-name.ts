/** `pv`, or the first of `pv-2`, `pv-3` ... that no target has. */
export function freeTargetName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted}-${number}`;
    if (!taken.includes(name)) return name;
  }
}

/** Names for new targets, one for each wanted one, so that no two are the same; a long one is cut. */
export function freeTargetNames(wanted: readonly string[], taken: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const each of wanted) {
    // 64 characters are allowed, and a number needs some.
    const short = each.length > 60 ? each.slice(0, 60).trim() : each;
    names.push(freeTargetName(short, [...taken, ...names]));
  }
  return names;
}
