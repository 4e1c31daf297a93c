const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

/** An instant (ISO 8601) seen from now: `5 minutes ago`, `yesterday`; the text itself where it is none. */
export function ago(instant: string, now: number, locale: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant.slice(0, 40);
  // A clock that was set back must not speak of the future.
  const passed = Math.max(0, now - at);
  if (passed >= 30 * DAY) return format(at, { dateStyle: 'medium' }, locale);
  const [unit, size] = UNITS.find(([, each]) => passed >= each) ?? ['second', SECOND];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(passed / size), unit);
}

/** Day and time of an instant, where the person sits: `Nov 22, 2026, 2:03:00 PM`; the text itself where it is none. */
export function exactly(instant: string, locale: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant.slice(0, 40);
  return format(at, { dateStyle: 'medium', timeStyle: 'medium' }, locale);
}

/** The same without seconds, as a name for what began then. */
export function dayAndTime(instant: string, locale: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant.slice(0, 40);
  return format(at, { dateStyle: 'medium', timeStyle: 'short' }, locale);
}

function format(at: number, options: Intl.DateTimeFormatOptions, locale: string): string {
  return new Intl.DateTimeFormat(locale, options).format(at);
}
