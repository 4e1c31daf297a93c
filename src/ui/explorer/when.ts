import { plain } from '../../report/plain.ts';

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
  if (Number.isNaN(at)) return plain(instant, 40);
  // A clock that was set back must not speak of the future.
  const passed = Math.max(0, now - at);
  if (passed >= 30 * DAY) return format(at, { dateStyle: 'medium' }, locale);
  const [unit, size] = UNITS.find(([, each]) => passed >= each) ?? ['second', SECOND];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(passed / size), unit);
}

/** Day and time of an instant, where the person sits: `Nov 22, 2026, 2:03:00 PM`; the text itself where it is none. */
export function exactly(instant: string, locale: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return plain(instant, 40);
  return format(at, { dateStyle: 'medium', timeStyle: 'medium' }, locale);
}

/** A name for what began at an instant: `5 minutes ago` within a day, then `Nov 22, 2:03 PM`, with the year where it is not this one. */
export function shortly(instant: string, now: number, locale: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return plain(instant, 40);
  if (now - at < DAY) return ago(instant, now, locale);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const day = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return format(at, isThisYear ? day : { ...day, year: 'numeric' }, locale);
}

function format(at: number, options: Intl.DateTimeFormatOptions, locale: string): string {
  return new Intl.DateTimeFormat(locale, options).format(at);
}
