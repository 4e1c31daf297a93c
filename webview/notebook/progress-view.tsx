import type { CellProgress } from '../../src/notebook/progress.ts';
import { counted } from '../../src/report/listed.ts';
import { formatPercent } from '../../src/report/numbers.ts';
import { LiveBar } from '../results/live-bar.tsx';

/** A run that goes on: how far it is, how long it takes, how far the trials lie apart so far. */
export function ProgressView({ progress }: { readonly progress: CellProgress }) {
  const { title, done, trials, secondsLeft, now, notValid, cancelling, last, worst, warnings } = progress;
  return (
    <section class="result progress" aria-label={`Run of ${title}`} aria-busy="true">
      <p class="progress-title">{title}</p>
      <p>
        <LiveBar
          live={{
            done,
            trials,
            secondsLeft: cancelling ? null : secondsLeft,
            now: cancelling ? '' : now,
            ours: true,
          }}
        />
      </p>
      {cancelling && <p>Cancelling: stopping the job, cleaning up the hosts ...</p>}
      <p class="aside running-cv">
        {worst === null ? 'No coefficient of variation yet.' : `Largest CV so far: ${cvText(worst)}.`}
        {last !== null && last.cv !== null && ` Last: ${cvText(last)}.`}
        {notValid > 0 && ` ${counted(notValid, 'trial')} without a valid value.`}
      </p>
      {warnings.map((warning) => (
        <p key={warning} class="banner" role="note">
          {warning}
        </p>
      ))}
    </section>
  );
}

function cvText({ target, case: case_, cv }: { target: string; case: string; cv: number | null }): string {
  return `${formatPercent(cv)}, ${target} ${case_}`;
}
