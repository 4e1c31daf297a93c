import type { Page } from 'playwright-core';

export interface ConsoleMessage {
  readonly type: string;
  readonly text: string;
  /** The script or page that wrote it. */
  readonly url: string;
}

/** Collects what a window and all frames in it write to the console; uncaught errors too. */
export function collectConsole(page: Page): ConsoleMessage[] {
  const messages: ConsoleMessage[] = [];
  page.on('console', (message) => {
    messages.push({ type: message.type(), text: message.text(), url: message.location().url });
  });
  page.on('pageerror', (error) => {
    messages.push({ type: 'pageerror', text: String(error.stack ?? error), url: '' });
  });
  return messages;
}

/** Those that tell of something that a Content Security Policy has refused. */
export function cspViolations(messages: readonly ConsoleMessage[]): ConsoleMessage[] {
  return messages.filter(
    ({ type, text }) =>
      type !== 'log' && /Content[- ]Security[- ]Policy|violates the following directive/i.test(text),
  );
}
