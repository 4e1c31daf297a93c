// @ts-check
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/**
 * Copies the experiments and notebooks of examples/ into a new folder; runs that somebody made there stay behind.
 *
 * @param {string} folder
 */
export function copySampleWorkspace(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(EXAMPLES))
    if (/\.(jsonc|xenbook)$/.test(name)) copyFileSync(join(EXAMPLES, name), join(folder, name));
}
