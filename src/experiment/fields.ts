import * as z from 'zod';
import { GROUP_NAMES, GROUPS } from './groups.ts';
import { hostProblem } from './hosts.ts';
import { parseSize, SIZE_PATTERN } from './sizes.ts';
import { quoted } from './wording.ts';

/**
 * The kinds of value in an experiment file. Every message is a predicate, `must be ...`, which explain.ts puts
 * behind the name of its key; so one text serves a wrong value and a missing one.
 */

/** Whole number within both ends. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

export function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

export function list<Item extends z.ZodType>(item: Item, most: number, what: string) {
  const error = `must be a list of 1 to ${most} ${what}`;
  return z.array(item, { error }).min(1, { error }).max(most, { error });
}

/** Text in one line, of 1 to `most` characters, that a further `rule` finds nothing wrong with. */
export function line(most: number, what: string, rule: (text: string) => string | null = () => null) {
  return z
    .string({ error: `must be ${what}, in quotes` })
    .superRefine((text, context) => {
      const problem = lineProblem(text, most) ?? rule(text);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .meta({ minLength: 1, maxLength: most });
}

function lineProblem(text: string, most: number): string | null {
  if (text === '') return 'must not be empty';
  if ([...text].length > most) return `must be at most ${most} characters long`;
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return 'must not hold line breaks or control characters';
  // Zero-width and direction marks make two names look alike.
  if (/\p{Cf}/u.test(text)) return 'must not hold invisible characters';
  return null;
}

/** What a person calls a target, a benchmark or a metric. */
export function label(what: string, rule: (name: string) => string | null = () => null) {
  return line(64, what, (name) => {
    if (name.trim() !== name) return 'must not begin or end with a blank';
    return rule(name);
  });
}

/** How a host may be given, for descriptions and messages. */
export const HOST_FORMS = 'a name of ~/.ssh/config, user@host, user@host:port, or lab:NAME for the demo lab';

export function host() {
  return line(255, HOST_FORMS, hostProblem);
}

/** A file or folder on a host, given whole: nothing there expands `~` or knows a current folder. */
export function absolutePath(what: string) {
  return line(1024, what, (path) =>
    path.startsWith('/') ? null : 'must be an absolute path, one that begins with "/"',
  );
}

/** The user's own program on a target, by path or by a name in its PATH. */
export function program(what: string) {
  return line(1024, what, (name) => (name.startsWith('-') ? 'must not begin with "-"' : null));
}

/** As netperf -H takes it. */
export function networkAddress(what: string) {
  return line(255, what, (address) =>
    /^[A-Za-z0-9_:][A-Za-z0-9_:.%-]*$/.test(address)
      ? null
      : 'must be an IP address or a host name, without user or brackets',
  );
}

/** A size of which `rule` may refuse some numbers of bytes. The value stays as written. */
export function size(rule: (bytes: number) => string | null) {
  const wholeBytes = z.number().meta({ type: 'integer', minimum: 1 });
  return z
    .union([wholeBytes, z.string().meta({ pattern: SIZE_PATTERN })], {
      error: 'must be a number of bytes (512) or a text with K, M or G ("62K", "45M", "1G")',
    })
    .superRefine((written, context) => {
      const reading = parseSize(written);
      const problem = reading.ok ? rule(reading.bytes) : reading.error;
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    });
}

/** Names that already mean something among the benchmarks of an experiment, in its file or in its report. */
const TAKEN: readonly string[] = [
  ...GROUP_NAMES,
  ...GROUP_NAMES.map((name) => GROUPS[name].label),
  'command',
];

/** A name of the user's own for a benchmark. */
export function benchmarkName(what: string) {
  return label(what, (name) =>
    TAKEN.includes(name)
      ? `must not be ${quoted(name)}, which already names one of the method's own: choose another`
      : null,
  );
}
