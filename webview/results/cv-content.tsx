import type { Heat } from '../../src/report/heat.ts';
import type { CvRow } from '../../src/report/model.ts';
import { formatPercent } from '../../src/report/numbers.ts';
import { plain } from '../../src/report/plain.ts';
import { HeatIcon } from './heat-icon.tsx';

/** What stands in a cell of the table of coefficients of variation: value, how steady, interval, of which case. */
export function CvContent({ row, heat }: { readonly row: CvRow; readonly heat: Heat }) {
  const { maxCv, case: case_, n } = row;
  return (
    <>
      <span class="cv-value">
        <HeatIcon heat={heat} />
        <span class="number">{formatPercent(maxCv)}</span>
        <span class="word">{heat}</span>
      </span>
      <span class="cv-more">
        {intervalText(row)}
        <span class="cv-case">{sizeOf(case_ ?? '')}</span>
        <span class="cv-n">n {n}</span>
      </span>
    </>
  );
}

/** `64` of `tcp-small/64`; nothing where the group has one case, which its name has told already. */
function sizeOf(case_: string): string {
  return case_.includes('/') ? plain(case_.slice(case_.lastIndexOf('/') + 1)) : '';
}

function intervalText({ interval }: CvRow) {
  if (interval === null) return null;
  const [low, high] = interval;
  const text = high === null ? `from ${formatPercent(low)}` : `${number(low)} to ${formatPercent(high)}`;
  return <span class="cv-interval">{text}</span>;
}

function number(fraction: number): string {
  return formatPercent(fraction).replace(' %', '');
}

/** The same in a sentence. */
export function spokenCv({ group, target, maxCv, case: case_, n, interval }: CvRow, heat: string): string {
  const [low, high] = interval ?? [null, null];
  const between =
    low === null
      ? ''
      : `, 95 % interval ${high === null ? `from ${formatPercent(low)}` : `${formatPercent(low)} to ${formatPercent(high)}`}`;
  const of = `${plain(group)} on ${plain(target)}`;
  return `${of}: ${formatPercent(maxCv)}, ${heat}${between}, case ${plain(case_ ?? '-')}, ${n} valid trials`;
}
