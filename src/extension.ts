import type { ExtensionContext } from 'vscode';

/** Composition root of the extension. Nothing here loads ssh2, zod or the engine: what needs them imports them when it is used. */
export function activate(_context: ExtensionContext): void {}
