import { parseTree } from 'jsonc-parser';
import { entryName } from '../../experiment/entry-name.ts';
import { markOf, nestingOf, nodeAt, plainValue, properties } from '../../experiment/tree.ts';

/** A part of an experiment file that commands stand above. */
export interface LensPlace {
  /** Of a target, or what `--benchmark` takes for an entry. */
  readonly name: string;
  readonly offset: number;
}

export interface LensPlaces {
  /** Where commands for the whole experiment stand: at its targets, else at the file's begin. */
  readonly top: number;
  readonly targets: readonly LensPlace[];
  readonly benchmarks: readonly LensPlace[];
}

/** Finds the places in a text as it stands, broken or not. */
export function lensPlaces(text: string): LensPlaces {
  const none = { top: 0, targets: [], benchmarks: [] };
  if (nestingOf(text).tooDeepAt !== null) return none;
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) return none;
  const targets = nodeAt(root, ['targets']);
  const benchmarks = nodeAt(root, ['benchmarks']);
  return {
    top: targets === undefined ? root.offset : markOf(root, ['targets'], 'key').offset,
    targets: properties(targets).map(({ key, keyNode }) => ({ name: key, offset: keyNode.offset })),
    benchmarks:
      benchmarks?.type !== 'array'
        ? []
        : (benchmarks.children ?? []).flatMap((child) => {
            const name = entryName(plainValue(child));
            return name === null ? [] : [{ name, offset: child.offset }];
          }),
  };
}
