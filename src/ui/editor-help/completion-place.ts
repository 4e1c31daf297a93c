import { getLocation, parseTree } from 'jsonc-parser';
import { GROUPS, isGroupName } from '../../experiment/groups.ts';
import { LAB_HOSTS } from '../../experiment/hosts.ts';
import { valueAt } from '../../experiment/places.ts';
import { parseSize } from '../../experiment/sizes.ts';
import { nestingOf, nodeAt, plainValue, properties } from '../../experiment/tree.ts';

/** What may be written at a place of an experiment file, beyond what its JSON Schema knows. */
export interface CompletionPlace {
  /** `ssh-host`: names of the SSH configuration may stand there too, behind `user`. */
  readonly kind: 'ssh-host' | 'target' | 'size';
  /** The words known from the file itself and from the method: lab hosts, targets, sizes. */
  readonly words: readonly string[];
  /** `root@`, where a person has begun with it; empty else. */
  readonly user: string;
  /** What a choice takes the place of: the text with its quotes, or nothing. */
  readonly offset: number;
  readonly length: number;
  /** The quotes are there already. */
  readonly quoted: boolean;
}

/** null: nothing of ours is known for the place. */
export function completionPlace(text: string, offset: number): CompletionPlace | null {
  if (nestingOf(text).tooDeepAt !== null) return null;
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  if (isAtPropertyKey) return null;
  const inside =
    previousNode !== undefined &&
    previousNode.offset <= offset &&
    offset <= previousNode.offset + previousNode.length;
  if (inside && previousNode.type !== 'string' && previousNode.type !== 'number') return null;
  const range = inside ? { offset: previousNode.offset, length: previousNode.length } : { offset, length: 0 };
  const quoted = inside && previousNode.type === 'string';
  const begun = quoted ? text.slice(range.offset + 1, offset) : '';
  const user = /^[^@]*@/.exec(begun)?.[0] ?? '';
  const words = wordsFor(text, path, user);
  return words === null ? null : { ...words, user, ...range, quoted };
}

function wordsFor(
  text: string,
  path: readonly (string | number)[],
  user: string,
): Pick<CompletionPlace, 'kind' | 'words'> | null {
  const [top, second, third, fourth] = path;
  const key = path.at(-1);
  if (top === 'baseline' && path.length === 1) return { kind: 'target', words: targetsOf(text) };
  if (top === 'benchmarks' && third === 'sizes' && path.length <= 4) {
    return { kind: 'size', words: sizesFor(text, second, fourth) };
  }
  const isHost =
    (top === 'targets' && path.length === 3 && (key === 'host' || key === 'jump')) ||
    (top === 'targets' && path.length === 4 && third === 'domain' && key === 'dom0') ||
    (top === 'peer' && path.length === 2 && (key === 'host' || key === 'jump'));
  if (!isHost) return null;
  // Only a target or a peer is a machine of the lab, and the lab knows its own users.
  const lab = user === '' && key === 'host' ? labHosts(top === 'peer') : [];
  return { kind: 'ssh-host', words: lab };
}

function labHosts(peer: boolean): readonly string[] {
  return peer ? ['lab:peer'] : LAB_HOSTS.filter((host) => host !== 'lab:peer');
}

function rootOf(text: string) {
  return parseTree(text, [], { allowTrailingComma: true });
}

function targetsOf(text: string): readonly string[] {
  const root = rootOf(text);
  return root === undefined ? [] : [...new Set(properties(nodeAt(root, ['targets'])).map(({ key }) => key))];
}

/** The usual sizes of the entry's group that its list does not have yet. */
function sizesFor(
  text: string,
  entry: string | number | undefined,
  item: string | number | undefined,
): readonly string[] {
  const root = rootOf(text);
  if (root === undefined || entry === undefined) return [];
  const value = plainValue(root);
  const benchmark = valueAt(value, ['benchmarks', entry, 'benchmark']);
  if (typeof benchmark !== 'string' || !isGroupName(benchmark)) return [];
  const list = valueAt(value, ['benchmarks', entry, 'sizes']);
  const others = Array.isArray(list) ? list.filter((_, index) => index !== item) : [];
  const taken = new Set(others.map(bytes));
  return GROUPS[benchmark].sizes.filter((size) => !taken.has(bytes(size)));
}

function bytes(size: unknown): number | null {
  const reading = typeof size === 'string' || typeof size === 'number' ? parseSize(size) : null;
  return reading?.ok ? reading.bytes : null;
}
