import { plain } from '../../report/plain.ts';

/**
 * Text that may hold words of a file or a host, for a notification, a quick pick or an input box: one safe line in
 * which none of what those would act on is left. They take `[text](command:...)` for a link, and `$(name)` for an icon.
 */
export function noticeText(text: string, limit = 500): string {
  return plain(text, limit).replaceAll('](', '] (').replaceAll('$(', '$ (');
}

/** The same for the detail of a modal dialog, which keeps its lines. */
export function noticeLines(text: string, limit = 4_000): string {
  return text
    .slice(0, limit)
    .split('\n')
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${noticeText(line)}`)
    .join('\n');
}
