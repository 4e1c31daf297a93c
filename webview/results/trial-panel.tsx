import { useEffect, useRef } from 'preact/hooks';
import type { TrialKey } from '../../src/protocol.ts';
import { plain } from '../../src/report/plain.ts';
import type { SeriesPoints } from '../../src/report/points.ts';
import { Button, ProgressRing } from '../controls.tsx';
import { indexOf, trialAt } from './place.ts';
import type { OpenTrial } from './state.ts';
import { TrialEnvironment } from './trial-environment.tsx';
import { TrialFacts } from './trial-facts.tsx';
import { TrialOutput } from './trial-output.tsx';

export interface TrialPanelProps {
  readonly trial: OpenTrial;
  /** Of the series that it was picked from; null where there is none. */
  readonly points: SeriesPoints | null;
  /** More runs than one are shown: it matters which. */
  readonly several: boolean;
  readonly onOpen: (key: TrialKey) => void;
  readonly onClose: () => void;
}

/** All that is kept of one trial, in a drawer below the page. */
export function TrialPanel({ trial, points, several, onOpen, onClose }: TrialPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, detail, message } = trial;
  useEffect(() => heading.current?.focus(), [key]);
  const place = points === null ? -1 : indexOf(points, key);
  const neighbour = (by: number) => (points === null || place === -1 ? null : trialAt(points, place + by));
  const [before, after] = [neighbour(-1), neighbour(1)];
  return (
    <aside class="drawer" aria-labelledby="trial-heading">
      <div class="drawer-head">
        <h2 id="trial-heading" ref={heading} tabIndex={-1}>
          Trial {key.trial}
          {several ? ` of run ${key.run + 1}` : ''}
          {detail !== null &&
            `: ${plain(detail.record.target, 80)}, ${plain(detail.record.case, 80)}, round ${detail.record.round}`}
        </h2>
        {points !== null && place !== -1 && (
          <div class="drawer-walk">
            <Button
              look="icon"
              title="Trial before, of the same series"
              disabled={before === null}
              onClick={() => before !== null && onOpen(before)}
            >
              <Arrow d="M10 3l-5 5l5 5" />
            </Button>
            <span class="aside number">
              {place + 1} of {points.trials.length}
            </span>
            <Button
              look="icon"
              title="Next trial of the same series"
              disabled={after === null}
              onClick={() => after !== null && onOpen(after)}
            >
              <Arrow d="M6 3l5 5l-5 5" />
            </Button>
          </div>
        )}
        <Button look="icon" title="Close (Esc)" class="drawer-close" onClick={onClose}>
          <Arrow d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
        </Button>
      </div>
      {message !== null && <p class="drawer-message">{plain(message, 1000)}</p>}
      {detail === null && message === null && <ProgressRing label="Reading the trial" />}
      {detail !== null && (
        <div class="drawer-body">
          <TrialFacts detail={detail} />
          <TrialOutput record={detail.record} />
          <TrialEnvironment target={detail.target} />
        </div>
      )}
    </aside>
  );
}

function Arrow({ d }: { readonly d: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path {...{ d }} fill="none" stroke="currentColor" stroke-width="1.4" />
    </svg>
  );
}
