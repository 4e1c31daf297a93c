/** `pv`, or the first of `pv-2`, `pv-3` ... that no target has. */
export function freeTargetName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted}-${number}`;
    if (!taken.includes(name)) return name;
  }
}
