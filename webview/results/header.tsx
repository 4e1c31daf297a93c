import type { LiveProgress, PageAction, Results } from '../../src/protocol.ts';
import { formatDuration } from '../../src/report/duration.ts';
import type { Report } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { titlesOf, trialsSentence } from '../../src/report/sentences.ts';
import { Button } from '../controls.tsx';
import { Instant } from './instant.tsx';
import { LiveBar } from './live-bar.tsx';
import { PROBLEMS } from './problems.tsx';
import { RunList } from './run-list.tsx';

export interface HeaderProps {
  readonly results: Results;
  readonly live: LiveProgress | null;
  readonly onDo: (action: PageAction) => void;
}

/** What was run, when, how far it came, and what can be done with it. */
export function Header({ results, live, onDo }: HeaderProps) {
  const { report } = results;
  const [run] = report.runs;
  const several = report.runs.length > 1;
  const incomplete = !several && live === null && report.trials.valid < report.trials.planned;
  return (
    <header class="head">
      <div class="head-line">
        <h1>
          {titlesOf(report)
            .map((title) => plain(title))
            .join('; ')}
        </h1>
        <div class="head-actions">
          {live?.ours === true && <Button onClick={() => onDo('cancel')}>Cancel</Button>}
          {incomplete && (
            <Button look="primary" onClick={() => onDo('resume')}>
              Resume
            </Button>
          )}
          <Button onClick={() => onDo('compare')}>{several ? 'Compare Others' : 'Compare'}</Button>
          <Button onClick={() => onDo('export')}>Export</Button>
        </div>
      </div>
      <div class="head-facts">
        {!several && run !== undefined && (
          <>
            <Instant at={run.startedAt} />
            <span>{endOf(run, live)}</span>
          </>
        )}
        <span class={allValid(report) || live !== null ? '' : 'not-all'}>
          {trialsSentence(report.trials)}
        </span>
        {report.problems.length > 0 && (
          <button type="button" class="link" onClick={showProblems}>
            see why
          </button>
        )}
        <LiveBar live={live} />
      </div>
      {several && <RunList results={results} />}
    </header>
  );
}

/** The list of problems stands last, so that nothing moves when the first comes while a run goes on. */
function showProblems(): void {
  const heading = document.getElementById(PROBLEMS);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function allValid({ trials }: Report): boolean {
  return trials.valid === trials.planned;
}

function endOf({ startedAt, endedAt, outcome }: Report['runs'][number], live: LiveProgress | null): string {
  if (live !== null) return 'running';
  if (endedAt === null) return 'not ended';
  const span = formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
  return outcome === 'completed' ? span : `${outcome} after ${span}`;
}
