import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyOf, RECIPE } from '../../../tools/xen-lab/cache.mjs';

const ROOM = fileURLToPath(new URL('../../../tools/xen-lab/', import.meta.url));

test('a key changes with each text, with their order and with where one ends', () => {
  const keys = [['a', 'b'], ['b', 'a'], ['ab'], ['a', 'b', ''], ['a', 'c']].map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf(['a', 'b'])).toBe(keys[0]);
  expect(keys[0]).toMatch(/^[0-9a-f]{16}$/);
});

test('all that goes into the image is part of its key', () => {
  const files = readdirSync(ROOM, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOM, join(entry.parentPath, entry.name)));
  const inside = files.filter((name) => /^(?:root|initrd)\//.test(name) || name.endsWith('.sh'));
  expect(inside.length).toBeGreaterThan(5);
  expect(RECIPE).toEqual(expect.arrayContaining(inside));
  // And no file is named that is not there.
  for (const name of RECIPE) expect(readFileSync(join(ROOM, name), 'utf8')).not.toBe('');
});
