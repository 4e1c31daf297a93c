import type { LiveProgress } from '../../src/protocol.ts';
import { formatDuration } from '../../src/report/duration.ts';
import { plain } from '../../src/report/plain.ts';

/** How far a run is that goes on; it takes no room of its own, so that nothing moves when it ends. */
export function LiveBar({ live }: { readonly live: LiveProgress | null }) {
  if (live === null) return null;
  const { done, trials, secondsLeft, now } = live;
  const part = trials === 0 ? 0 : Math.min(1, done / trials);
  const left = secondsLeft === null ? '' : `, about ${formatDuration(secondsLeft * 1000)} left`;
  return (
    <span class="live">
      <span
        class="live-bar"
        role="progressbar"
        aria-label="Trials done"
        aria-valuemin={0}
        aria-valuemax={trials}
        aria-valuenow={done}
        tabIndex={-1}
      >
        <span class="live-done" style={{ transform: `scaleX(${part})` }} />
      </span>
      <span class="number">
        {done} of {trials} done{left}
      </span>
      {now !== '' && <span class="live-now">{plain(now, 120)}</span>}
    </span>
  );
}
