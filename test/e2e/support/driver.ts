import { createServer, type Socket } from 'node:net';
import { LIMIT_MS } from './limit.ts';
import type { Vscode } from './vscode.ts';

/**
 * Runs a command by its id inside the window, and gives what JSON can say of its result. A file among the arguments is
 * told as `{ file: '/path' }`. For what a test has to set up; what it is about goes the way people go.
 */
export async function execute(
  vscode: Vscode,
  command: string,
  ...args: readonly unknown[]
): Promise<unknown> {
  return vscode.driver.ask({ command, args });
}

/** Changes user settings, as the settings editor does. Null takes a setting away. */
export async function changeSettings(
  vscode: Vscode,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await vscode.driver.ask({ settings });
}

/** The line to the driver extension (tools/vscode-host/driver), which calls us from inside the window. */
export interface Driver {
  ask(question: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The window is about to be loaded anew: what is asked from now on is for the next one. */
  forget(): void;
  close(): void;
}

/** Waits for the driver extension on a socket. */
export async function listenToDriver(path: string): Promise<Driver> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const arrivals: (() => void)[] = [];
  let current: Socket | null = null;
  let questions = 0;

  const server = createServer((socket) => {
    let rest = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const { id, value, error } = JSON.parse(line) as { id: number; value?: unknown; error?: string };
        if (error === undefined) waiting.get(id)?.resolve(value);
        else waiting.get(id)?.reject(new Error(error));
        waiting.delete(id);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (current !== socket) return;
      current = null;
      for (const { reject } of waiting.values()) reject(new Error('The window went before it answered.'));
      waiting.clear();
    });
    current = socket;
    for (const arrived of arrivals.splice(0)) arrived();
  });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(path, resolve));

  const connected = async (): Promise<Socket> => {
    if (current !== null) return current;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The window has no driver.')), LIMIT_MS);
      arrivals.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return connected();
  };
  return {
    async ask(question) {
      const socket = await connected();
      const id = ++questions;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ id, ...question })}\n`);
      });
    },
    forget() {
      current?.destroy();
      current = null;
    },
    close() {
      current?.destroy();
      server.close();
    },
  };
}
