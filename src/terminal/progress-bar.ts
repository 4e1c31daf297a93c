import { formatDuration } from '../report/duration.ts';
import { clip } from '../report/fit.ts';
import { plain } from '../report/plain.ts';
import type { ProgressState } from './progress.ts';

/** `[######........] 412/1110  37 %  3 min 12 s left  hvm disk/1G`, at most `width` columns. */
export function progressLine({ done, trials, secondsLeft, now }: ProgressState, width: number): string {
  const share = trials === 0 ? 0 : done / trials;
  const cells = Math.max(8, Math.min(24, width - 60));
  const full = Math.round(share * cells);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(cells - full)}]`;
  const left = formatDuration(Math.ceil(secondsLeft) * 1000);
  return clip(
    `${bar} ${done}/${trials}  ${Math.floor(share * 100)} %  ${left} left  ${plain(now)}`,
    width,
    '...',
  );
}
