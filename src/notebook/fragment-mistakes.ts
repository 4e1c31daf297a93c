import type { z } from 'zod';
import { valueAt } from '../experiment/places.ts';
import { advice, nearest, nearestFirst, quoted, shownValue } from '../experiment/wording.ts';
import type { Mistake } from './read-fragment.ts';

type Issue = z.core.$ZodIssue;

/** Sentences for what the schema of a cell finds in `value`; `keys` are those that the cell may have. */
export function explainFragment(
  issues: readonly Issue[],
  value: unknown,
  keys: readonly string[],
): readonly Mistake[] {
  return issues.flatMap((issue) => mistakesOf(issue, value, keys));
}

function mistakesOf(issue: Issue, value: unknown, keys: readonly string[]): readonly Mistake[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key): Mistake => {
      const message = `Unknown key ${quoted(key)} in this cell: ${advice(key, keys, 'known are')}`;
      const meant = nearest(key, keys);
      return {
        message,
        path: [...path, key],
        at: 'key',
        code: 'unknown-key',
        choices: meant === null ? [] : [meant],
      };
    });
  }
  const found = valueAt(value, path);
  const name = typeof path.at(-1) === 'string' ? quoted(String(path.at(-1))) : shownValue(found);
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const choices = nearestFirst(found, issue.values.map(String));
    const message = `${name} ${issue.message}, not ${shownValue(found)}.`;
    return [{ message, path, at: 'value', code: 'unknown-value', choices }];
  }
  const instead = issue.code === 'custom' ? '' : `, not ${shownValue(found)}`;
  return [
    { message: `${name} ${issue.message}${instead}.`, path, at: 'value', code: 'wrong-value', choices: [] },
  ];
}
