import { inLine } from './edit-style.ts';
import { entryBenchmark } from './entry-name.ts';
import { valueAt } from './places.ts';
import {
  add,
  change,
  type Mistake,
  type QuickFix,
  removal,
  removeAt,
  replace,
} from './quick-fixes-changes.ts';
import { exampleOf, freeName } from './quick-fixes-examples.ts';
import { meantSize } from './quick-fixes-sizes.ts';
import { nodeAt, type Path, properties } from './tree.ts';
import { quoted } from './wording.ts';

/** Quick fixes for what two parts of a file do to each other. */

export function duplicateKey({ text, root, diagnostic }: Mistake): QuickFix[] {
  const { path, offset } = diagnostic;
  const key = path.at(-1);
  const same = properties(nodeAt(root, path.slice(0, -1))).filter((property) => property.key === key);
  const later = same.find(({ keyNode }) => keyNode.offset === offset)?.keyNode.parent;
  const first = same[0]?.keyNode.parent;
  if (later === undefined || first === undefined || first === later) return [];
  const what = quoted(String(key));
  return [
    { does: 'remove', what, edits: removal(text, later), preferred: false },
    { does: 'remove-other', what, edits: removal(text, first), preferred: false },
  ];
}

/** The peer comes behind what it serves: the targets and the baseline. */
export function missingPeer(mistake: Mistake): QuickFix[] {
  const { root, value } = mistake;
  if (root.type !== 'object') return [];
  const keys = properties(root).map(({ key }) => key);
  const before = Math.max(keys.indexOf('targets'), keys.indexOf('baseline'));
  const index = before < 0 ? keys.length : before + 1;
  return [add(mistake, root, index, ['peer', exampleOf(value, [], 'peer')], true)];
}

/** Another entry has the case already: this one gets a name, or goes. */
export function sameCase(mistake: Mistake): QuickFix[] {
  const { root, value, diagnostic } = mistake;
  const path = diagnostic.path.slice(0, 2);
  const node = nodeAt(root, path);
  const entry = valueAt(value, path);
  const benchmark = entryBenchmark(entry);
  if (node === undefined || benchmark === null) return [];
  const found = removeAt(mistake, diagnostic.path, false);
  const name = freeName(benchmark, namesBeside(value, path));
  if (typeof entry === 'string') {
    return [replace(node, inLine({ benchmark, name }, mistake.style), true), ...found];
  }
  if (valueAt(entry, ['name']) !== undefined) return found;
  return [add(mistake, node, node.children?.length ?? 0, ['name', name], true), ...found];
}

export function sameName({ value, diagnostic }: Mistake): QuickFix[] {
  const { path } = diagnostic;
  const name = freeName(String(valueAt(value, path)), namesBeside(value, path));
  return [change(diagnostic, JSON.stringify(name), true)];
}

export function wrongSize(mistake: Mistake): QuickFix[] {
  const { value, diagnostic } = mistake;
  const { path } = diagnostic;
  const list = valueAt(value, path.slice(0, -1));
  const meant = meantSize(valueAt(value, path), valueAt(value, [...path.slice(0, 2), 'benchmark']));
  const isFree = Array.isArray(list) && !list.map(String).includes(meant ?? '');
  const changes = meant !== null && isFree ? [change(diagnostic, JSON.stringify(meant), true)] : [];
  return [...changes, ...removeAt(mistake, path, false)];
}

/** Fewer boots, or more repetitions. */
export function tooManyBoots(mistake: Mistake): QuickFix[] {
  const { root, value, diagnostic } = mistake;
  const boots = Number(valueAt(value, ['boots']));
  const repetitions = nodeAt(root, ['repetitions']);
  const lowered = change(diagnostic, String(Number(valueAt(value, ['repetitions']) ?? 10)), false);
  const raised =
    repetitions === undefined
      ? add(mistake, root, root.children?.length ?? 0, ['repetitions', boots], false)
      : replace(repetitions, String(boots), false);
  return [
    { ...lowered, what: `"boots": ${lowered.what}` },
    { ...raised, what: `"repetitions": ${boots}` },
  ];
}

/** Names that a new one at this path must not take: those of the other entries, or of the other metrics. */
function namesBeside(value: unknown, path: Path): string[] {
  const list = valueAt(value, path.includes('metrics') ? path.slice(0, 3) : ['benchmarks']);
  return Array.isArray(list) ? list.map((item) => String(valueAt(item, ['name']))) : [];
}
