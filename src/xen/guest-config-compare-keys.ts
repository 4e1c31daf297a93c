import {
  type ConfigDifference,
  type ConfigSide,
  type DifferenceKind,
  side,
} from './guest-config-difference.ts';
import { type GuestFacts, value } from './guest-config-facts.ts';
import type { GuestConfig } from './guest-config-read.ts';
import { ruleOf, wordsOf } from './guest-config-rules.ts';

/** Keys that have a comparison of their own. */
const ELSEWHERE = new Set([
  'name',
  'type',
  'builder',
  'pvh',
  'kernel',
  'ramdisk',
  'cmdline',
  'root',
  'extra',
  'bootloader',
  'disk',
  'vif',
  'bootloader_args',
  'bootloader_restrict',
  'xen_platform_pci',
]);
/** Keys that take effect by another, which is compared where they are not given. */
const ALWAYS = ['vcpus', 'maxvcpus', 'memory', 'maxmem'];

/** Differences in every key that is set in one of two configurations and has no comparison of its own. */
export function keyDifferences(
  factsA: GuestFacts,
  factsB: GuestFacts,
  a: GuestConfig,
  b: GuestConfig,
): readonly ConfigDifference[] {
  const keys = [...new Set([...ALWAYS, ...a.keys(), ...b.keys()])].filter((key) => !ELSEWHERE.has(key));
  return keys.flatMap((key) => {
    const sides = {
      a: side(applies(key, factsA) ? value(a, key) : null, a.get(key)?.line ?? null),
      b: side(applies(key, factsB) ? value(b, key) : null, b.get(key)?.line ?? null),
    };
    if (sides.a.value === sides.b.value) return [];
    const { kind, sentence } = judge(key, factsA, factsB, sides.a.value, sides.b.value);
    if (!key.includes('passwd')) return [{ kind, what: key, sentence, ...sides }];
    const hidden = (of: ConfigSide) => side(of.value === null ? null : 'set, and not shown', of.line);
    return [{ kind, what: key, sentence, a: hidden(sides.a), b: hidden(sides.b) }];
  });
}

/** Whether xl heeds a key for this type. */
function applies(key: string, { type }: GuestFacts): boolean {
  switch (ruleOf(key)) {
    case 'hardware':
      return type !== 'pv';
    case 'device-model':
      return type === 'hvm';
    default:
      return true;
  }
}

function judge(
  key: string,
  a: GuestFacts,
  b: GuestFacts,
  valueA: string | null,
  valueB: string | null,
): { kind: DifferenceKind; sentence: string } {
  const word = wordsOf(key);
  switch (ruleOf(key)) {
    case 'identity':
      return { kind: 'harmless', sentence: `${word}: nothing that is measured depends on it` };
    case 'device-model':
      return a.type === b.type
        ? { kind: 'spoils', sentence: `${word}: one device model has more to do than the other` }
        : { kind: 'expected', sentence: `${word}: only an HVM guest has a device model` };
    case 'hardware':
      if (a.type === 'pv' || b.type === 'pv') {
        return { kind: 'expected', sentence: `${word}: a PV guest has none` };
      }
      return { kind: 'spoils', sentence: `${word}: it differs between guests that both have it` };
    case 'setup': {
      const missing = valueA === null || valueB === null ? ', and is set for one of them only' : '';
      return { kind: 'spoils', sentence: `${word}: it changes what is measured${missing}` };
    }
  }
}
