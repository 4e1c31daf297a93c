import { parseTree } from 'jsonc-parser';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import { entryName } from '../../experiment/entry-name.ts';
import { valueAt } from '../../experiment/places.ts';
import { markOf, nodeAt, type Path, plainValue } from '../../experiment/tree.ts';

/** Another place of the file that a mistake is about. */
export interface RelatedPlace {
  readonly is: 'first-key' | 'targets' | 'first-entry' | 'first-name';
  readonly offset: number;
  readonly length: number;
}

/** The other place that a diagnostic of `readExperiment` is about, in the text that was read; null where there is none. */
export function relatedPlace(text: string, { code, path }: Diagnostic): RelatedPlace | null {
  if (code !== 'duplicate-key' && code !== 'unknown-target' && code !== 'same-case' && code !== 'same-name') {
    return null;
  }
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) return null;
  const at = (is: RelatedPlace['is'], place: Path): RelatedPlace | null =>
    nodeAt(root, place) === undefined ? null : { is, ...markOf(root, place, 'key') };
  if (code === 'duplicate-key') return at('first-key', path);
  if (code === 'unknown-target') return at('targets', ['targets']);
  const value = plainValue(root);
  if (code === 'same-name') {
    const list = path.slice(0, -2);
    const first = indexOf(value, list, (item) => valueAt(item, ['name']) === valueAt(value, path));
    return first === null ? null : at('first-name', [...list, first, 'name']);
  }
  const benchmark = entryName(valueAt(value, path.slice(0, 2)));
  const first = indexOf(value, ['benchmarks'], (item) => entryName(item) === benchmark);
  return first === null || first === path[1] ? null : at('first-entry', ['benchmarks', first]);
}

function indexOf(value: unknown, list: Path, is: (item: unknown) => boolean): number | null {
  const items = valueAt(value, list);
  const index = Array.isArray(items) ? items.findIndex(is) : -1;
  return index < 0 ? null : index;
}
