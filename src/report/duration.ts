const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A time in its two largest units: `850 ms`, `12 s`, `1 min 5 s`, `1 h 12 min`, `2 d`; `-` where it is unknown. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || ms < 0) return '-';
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  // Rounded to the smaller unit shown first, so that 59 min 59.9 s is 1 h and not 59 min 60 s.
  const smallest = ms < 3_599_500 ? 1 : ms < 86_370_000 ? 60 : 3600;
  let rest = Math.round(ms / 1000 / smallest) * smallest;
  const parts: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
}
