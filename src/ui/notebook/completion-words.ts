import { getLocation, parseTree } from 'jsonc-parser';
import { nestingOf, nodeAt, plainValue } from '../../experiment/tree.ts';

/** What may be written at a place of a cell, beyond what its JSON Schema knows. */
export interface CellPlace {
  readonly wants: 'experiment' | 'run' | 'target' | 'benchmark' | 'figure' | 'group';
  /** The cell's experiment and run as written; null: not there. */
  readonly experiment: string | null;
  readonly run: string | null;
  /** What a choice takes the place of. */
  readonly offset: number;
  readonly length: number;
}

const WANTS: Readonly<Record<string, CellPlace['wants']>> = {
  experiment: 'experiment',
  run: 'run',
  targets: 'target',
  benchmarks: 'benchmark',
  figure: 'figure',
  group: 'group',
};

/** null: nothing of ours is known for the place, or the cell defines an experiment, which has help of its own. */
export function cellPlace(text: string, offset: number): CellPlace | null {
  if (nestingOf(text).tooDeepAt !== null) return null;
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const [key] = path;
  const wants = typeof key === 'string' && Object.hasOwn(WANTS, key) ? WANTS[key] : undefined;
  if (isAtPropertyKey || wants === undefined || path.length > 2) return null;
  const root = parseTree(text, [], { allowTrailingComma: true });
  const at = (name: string): string | null => {
    const node = root === undefined ? undefined : nodeAt(root, [name]);
    const value = node === undefined ? null : plainValue(node);
    return typeof value === 'string' ? value : null;
  };
  const experiment = at('experiment');
  if (experiment === null && at('show') === null && wants !== 'experiment') return null;
  const inside =
    previousNode?.type === 'string' &&
    previousNode.offset <= offset &&
    offset <= previousNode.offset + previousNode.length;
  const range = inside ? { offset: previousNode.offset, length: previousNode.length } : { offset, length: 0 };
  return { wants, experiment, run: at('run'), ...range };
}
