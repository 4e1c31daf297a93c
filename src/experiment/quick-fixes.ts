import { createScanner } from 'jsonc-parser';
import type { Diagnostic } from './diagnostic.ts';
import { inLine, styleOf } from './edit-style.ts';
import { LAB_HOSTS } from './hosts.ts';
import { valueAt } from './places.ts';
import { add, change, type Mistake, type QuickFix, removeAt } from './quick-fixes-changes.ts';
import { exampleOf } from './quick-fixes-examples.ts';
import {
  duplicateKey,
  missingPeer,
  sameCase,
  sameName,
  tooManyBoots,
  wrongSize,
} from './quick-fixes-relations.ts';
import { parseText } from './syntax.ts';
import { nodeAt, type Path, plainValue } from './tree.ts';
import { nearest } from './wording.ts';

// jsonc-parser's own name for it is a const enum, which isolated modules cannot read.
const END_OF_FILE = 17;

const MOST_CHOICES = 20;

/** What an empty file may begin with: it runs on the demo lab. */
const BEGINNING = `{
  "targets": {
    "bare": { "kind": "native", "host": "lab:native" },
    "pv": { "kind": "pv", "host": "lab:pv" }
  },
  "benchmarks": ["memory", "disk", "cpu"],
  "repetitions": 10
}
`;

/**
 * The ways to mend what a diagnostic of `readExperiment` tells, the likeliest first; none where none is obvious.
 * `text` is the text that was read. Only what a fix is about changes: all other comments and the layout stay.
 */
export function quickFixes(text: string, diagnostic: Diagnostic): readonly QuickFix[] {
  const { code, offset, choices } = diagnostic;
  switch (code) {
    case 'file':
    case 'syntax':
      return [];
    case 'empty-file': {
      const content = text === '' || text.endsWith('\n') ? BEGINNING : `\n${BEGINNING}`;
      return [
        { does: 'begin', what: '', edits: [{ offset: text.length, length: 0, content }], preferred: true },
      ];
    }
    case 'missing-comma': {
      const edits = [{ offset: endOfTokenBefore(text, offset), length: 0, content: ',' }];
      return [{ does: 'add', what: '","', edits, preferred: true }];
    }
    case 'single-quotes':
      return choices.map((inner) => change(diagnostic, JSON.stringify(inner), true));
    default: {
      const { root, findings } = parseText(text, null);
      if (root === undefined) return [];
      const fixes = ofMistake({
        text,
        root,
        value: plainValue(root),
        style: styleOf(text, root),
        diagnostic,
      });
      // In a file that is broken nobody knows where members end.
      return findings.length === 0 ? fixes : fixes.filter(({ does }) => does === 'change');
    }
  }
}

function ofMistake(mistake: Mistake): readonly QuickFix[] {
  const { value, diagnostic, style } = mistake;
  const { code, path, choices } = diagnostic;
  switch (code) {
    case 'unknown-key':
      return unknownKey(mistake);
    case 'unknown-value':
    case 'unknown-target':
    case 'unknown-benchmark':
      return choose(mistake);
    case 'quoted-number':
      return choices.map((number) => change(diagnostic, number, true));
    case 'missing-key':
      return choices.flatMap((key) => addExample(mistake, path, key, true));
    case 'no-source':
      return ['json', 'pattern'].flatMap((key) => addExample(mistake, path, key, false));
    case 'missing-peer':
      return missingPeer(mistake);
    case 'bare-command':
      return [change(diagnostic, inLine(exampleOf(value, [], 'command'), style), true)];
    case 'duplicate-key':
      return duplicateKey(mistake);
    case 'two-sources':
      return ['pattern', 'json'].flatMap((key) => removeAt(mistake, [...path.slice(0, -1), key], false));
    case 'under-of-guest':
    case 'same-size':
      return removeAt(mistake, path, true);
    case 'wrong-size':
      return wrongSize(mistake);
    case 'same-case':
      return sameCase(mistake);
    case 'same-name':
      return sameName(mistake);
    case 'too-many-boots':
      return tooManyBoots(mistake);
    case 'one-repetition':
      return [change(diagnostic, '10', true)];
    case 'wrong-value':
      return wrongValue(mistake);
    default:
      return [];
  }
}

function unknownKey(mistake: Mistake): readonly QuickFix[] {
  const { value, diagnostic } = mistake;
  const { path, choices } = diagnostic;
  const free = choices.filter((key) => valueAt(value, [...path.slice(0, -1), key]) === undefined);
  return [
    ...free.map((key) => change(diagnostic, JSON.stringify(key), true)),
    ...removeAt(mistake, path, false),
  ];
}

function choose({ value, diagnostic }: Mistake): readonly QuickFix[] {
  const { path, choices } = diagnostic;
  const meant = nearest(String(valueAt(value, path)), choices);
  return choices
    .slice(0, MOST_CHOICES)
    .map((choice) => change(diagnostic, JSON.stringify(choice), choice === meant || choices.length === 1));
}

function addExample(mistake: Mistake, path: Path, key: string, preferred: boolean): readonly QuickFix[] {
  const object = nodeAt(mistake.root, path);
  const example = exampleOf(mistake.value, path, key);
  if (object?.type !== 'object' || example === null) return [];
  return [add(mistake, object, object.children?.length ?? 0, [key, example], preferred)];
}

function wrongValue({ root, value, diagnostic }: Mistake): readonly QuickFix[] {
  const { path } = diagnostic;
  const found = valueAt(value, path);
  const key = path.at(-1);
  if (typeof found !== 'string' || nodeAt(root, path)?.type !== 'string') return [];
  if ((key === 'host' || key === 'jump' || key === 'dom0') && found.startsWith('lab:')) {
    const meant = nearest(found, LAB_HOSTS);
    return meant === null ? [] : [change(diagnostic, JSON.stringify(meant), true)];
  }
  if (key === 'json' && path[0] === 'benchmarks' && !found.startsWith('/')) {
    return [change(diagnostic, JSON.stringify(`/${found.replaceAll('.', '/')}`), true)];
  }
  return [];
}

/** Where the value before `offset` ends: the place of a comma that is missing. */
function endOfTokenBefore(text: string, offset: number): number {
  const scanner = createScanner(text, true);
  let end = 0;
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (scanner.getTokenOffset() >= offset) break;
    end = scanner.getTokenOffset() + scanner.getTokenLength();
  }
  return end;
}
