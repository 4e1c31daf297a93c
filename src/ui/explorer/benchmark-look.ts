import { ITEMS } from '../../manifest.ts';
import { formatDuration } from '../../report/duration.ts';
import { plain } from '../../report/plain.ts';
import { joined, type Lens, type Look } from './look.ts';
import type { EntryRow } from './outline.ts';

const SHOWN_SIZES = 3;

export function benchmarkLook(
  { name, benchmark, group, sizes, cases, seconds }: EntryRow,
  { l10n }: Lens,
): Look {
  const label = plain(name, 100);
  const row = plain(group, 100);
  const what = benchmark === name ? null : benchmark;
  const time = l10n.t('about {0}', formatDuration(seconds * 1_000));
  const few = sizes.length > SHOWN_SIZES ? `${sizes[0]} ... ${sizes.at(-1)}` : sizes.join(' ');
  return {
    label,
    description: [what, few, time].filter(Boolean).join('  '),
    tooltip: [
      label,
      l10n.t('Row of the table: {0}', row),
      ...(sizes.length === 0 ? [] : [l10n.t('Sizes: {0}', sizes.join(' '))]),
      l10n.t('Cases: {0}', cases),
      l10n.t('Measured trials on all targets: {0}', time),
    ],
    icon: iconOf(benchmark),
    colour: null,
    context: ITEMS.benchmark,
    spoken: joined([l10n.t('{0}, benchmark', label), what, few, time]),
  };
}

function iconOf(benchmark: string): string {
  switch (benchmark) {
    case 'disk':
      return 'database';
    case 'memory':
      return 'layers';
    case 'cpu':
      return 'chip';
    case 'command':
      return 'terminal';
    default:
      return 'arrow-swap';
  }
}
