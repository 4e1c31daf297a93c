import type { PageAction, ToHost, TrialKey } from '../../protocol.ts';

/** A message of a page, or null where it is none: a page shows hostile texts, so what it says is not taken on trust. */
export function messageFromPage(message: unknown): ToHost | null {
  if (!isObject(message)) return null;
  const { type } = message;
  switch (type) {
    case 'ready':
      return { type };
    case 'trial': {
      const key = trialKey(message['key']);
      return key === null ? null : { type, key };
    }
    case 'copy': {
      const { text, what } = message;
      return isText(text, LONGEST_COPY) && isText(what, LONGEST_LINE) ? { type, text, what } : null;
    }
    case 'save': {
      const { name, format, data } = message;
      if (!isText(name, LONGEST_LINE) || !isText(data, LARGEST_PICTURE)) return null;
      if (format === 'svg') return { type, name, format, data };
      return format === 'png' && isBase64(data) ? { type, name, format, data } : null;
    }
    case 'do': {
      const { action } = message;
      return isAction(action) ? { type, action } : null;
    }
    default:
      return null;
  }
}

const LONGEST_LINE = 1_000;
const LONGEST_COPY = 10_000_000;
const LARGEST_PICTURE = 100_000_000;

const ACTIONS: Readonly<Record<PageAction, true>> = {
  compare: true,
  export: true,
  'open-experiment': true,
  'open-as-text': true,
  resume: true,
  cancel: true,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function isAction(value: unknown): value is PageAction {
  return typeof value === 'string' && Object.hasOwn(ACTIONS, value);
}

function trialKey(value: unknown): TrialKey | null {
  if (!isObject(value)) return null;
  const { run, trial, attempt } = value;
  return isPlace(run) && isPlace(trial) && isPlace(attempt) ? { run, trial, attempt } : null;
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
