import { GROUP_NAMES, GROUPS, type GroupName } from '../experiment/groups.ts';
import type { Case, Experiment } from '../experiment/model.ts';
import { formatSize, parseSize } from '../experiment/sizes.ts';
import { counted, listed } from './listed.ts';
import type { Pool } from './pools.ts';

const PAPER_REPETITIONS = 10;
const PAPER_KINDS = { native: 'no virtualisation', pv: 'PV', hvm: 'HVM' } as const;

/** What of a plan is otherwise than in 2008: repetitions, groups, sizes, targets, order, warm-up. */
export function planDeviations({ runs, experiment }: Pool): readonly string[] {
  return [
    ...repetitionSentences(experiment.repetitions * runs.length),
    ...groupSentences(experiment.cases),
    ...kindSentences(experiment),
    ...orderSentences(experiment),
  ];
}

function repetitionSentences(repetitions: number): readonly string[] {
  return repetitions < PAPER_REPETITIONS
    ? [
        `Every value was planned ${counted(repetitions, 'time')}; in 2008 it was measured ${PAPER_REPETITIONS} times.`,
      ]
    : [];
}

function groupSentences(cases: readonly Case[]): readonly string[] {
  const missing = GROUP_NAMES.filter((name) => !cases.some((case_) => isOf(name, case_)));
  const left =
    missing.length === 0
      ? []
      : [`Not measured, but in 2008: ${listed(missing.map((name) => GROUPS[name].label))}.`];
  const others = GROUP_NAMES.flatMap((name) => {
    const measured = sizesOf(cases.filter((case_) => isOf(name, case_)));
    const usual = GROUPS[name].sizes.flatMap((size) => {
      const parsed = parseSize(size);
      return parsed.ok ? [parsed.bytes] : [];
    });
    if (measured.length === 0 || same(measured, usual)) return [];
    const told = (sizes: readonly number[]) => listed(sizes.map(formatSize));
    return [`${GROUPS[name].label} was measured with ${told(measured)}; the method takes ${told(usual)}.`];
  });
  return [...left, ...others];
}

/** Entries that bear a name of their own have their own row; only the group's own rows speak for it. */
function isOf(name: GroupName, { group }: Case): boolean {
  const { label } = GROUPS[name];
  return group === label || group.startsWith(`${label} (`);
}

function sizesOf(cases: readonly Case[]): readonly number[] {
  const sizes = cases.flatMap((case_) => ('size' in case_ ? [case_.size] : []));
  return [...new Set(sizes)].sort((a, b) => a - b);
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, index) => size === b[index]);
}

function kindSentences({ targets }: Experiment): readonly string[] {
  const missing = Object.entries(PAPER_KINDS)
    .filter(([kind]) => !targets.some((target) => target.kind === kind))
    .map(([, word]) => word);
  const added = targets
    .filter(({ kind }) => !Object.hasOwn(PAPER_KINDS, kind))
    .map(({ kind }) => kind.toUpperCase());
  return [
    ...(missing.length === 0 ? [] : [`Not among the targets, but in 2008: ${listed(missing)}.`]),
    ...(added.length === 0 ? [] : [`Among the targets, but not in 2008: ${listed([...new Set(added)])}.`]),
  ];
}

function orderSentences({ order, warmup, boots, targets }: Experiment): readonly string[] {
  const guests = targets.filter(({ kind }) => kind !== 'native');
  const sentences: string[] = [];
  if (order === 'interleaved') {
    sentences.push(
      'The trials were shuffled, round by round; the 2008 method does all runs of a value in a row.',
    );
  }
  if (warmup > 0) {
    sentences.push(
      `Each case was warmed up by ${counted(warmup, 'run')} that ${warmup === 1 ? 'is' : 'are'} not measured; ` +
        'the 2008 paper tells of none.',
    );
  }
  if (boots > 1) {
    sentences.push(
      `The repetitions are spread over ${boots} boots of each target; the 2008 paper tells of one.`,
    );
  }
  if (guests.length > 1 && guests.some(({ domain }) => domain === null)) {
    sentences.push(
      'The guests may have been up at the same time; in 2008 a machine ran one guest at a time.',
    );
  }
  return sentences;
}
