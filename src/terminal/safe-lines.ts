import { plain } from '../report/plain.ts';

/** A message of several lines, each safe to print; what it is indented by stays. */
export function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${plain(line, 2_000)}`)
    .join('\n');
}
