import { useState } from 'preact/hooks';
import type { TrialKey } from '../../src/protocol.ts';
import { counted } from '../../src/report/listed.ts';
import type { Problem, Report } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { Button, Grid, GridCell, GridRow } from '../controls.tsx';

export interface ProblemsProps {
  readonly report: Report;
  /** Those of the targets and groups that are shown. */
  readonly problems: readonly Problem[];
  readonly onOpen: (key: TrialKey) => void;
}

/** Id of the list's heading. */
export const PROBLEMS = 'problems-heading';

const FIRST = 10;
const MORE = 100;

/** The trials that gave no number, and why; each leads to what is kept of it. */
export function Problems({ report, problems, onOpen }: ProblemsProps) {
  const [most, setMost] = useState(FIRST);
  if (problems.length === 0) return null;
  const keyOf = ({ run, trial, attempt }: Problem): TrialKey => ({
    run: report.runs.findIndex(({ id }) => id === run),
    trial,
    attempt,
  });
  const left = problems.length - most;
  return (
    <section class="section" aria-labelledby={PROBLEMS}>
      <div class="section-head">
        <h2 id={PROBLEMS} tabIndex={-1}>
          {counted(problems.length, 'trial')} without a valid number
          <span class="aside">{countsOf(problems)}</span>
        </h2>
      </div>
      <Grid
        label="Trials without a valid number"
        class="problems"
        columns="5em minmax(6em, 14em) minmax(7em, 14em) 5em 7em minmax(12em, 1fr)"
      >
        <GridRow key="header" header>
          {['Trial', 'Target', 'Case', 'Round', 'Outcome', 'Reason'].map((head, index) => (
            <GridCell key={head} column={index + 1} type="columnheader">
              {head}
            </GridCell>
          ))}
        </GridRow>
        {problems.slice(0, most).map((problem) => {
          const { run, trial, attempt, target, case: case_, round, outcome, reason } = problem;
          const open = () => onOpen(keyOf(problem));
          return (
            <GridRow key={`${run} ${trial} ${attempt}`}>
              <GridCell
                column={1}
                type="rowheader"
                class="pickable"
                title="Open what is kept of it"
                aria-label={`Trial ${trial}: open what is kept of it`}
                onPick={open}
              >
                <span class="link">{trial}</span>
              </GridCell>
              <GridCell column={2}>{plain(target)}</GridCell>
              <GridCell column={3}>{plain(case_)}</GridCell>
              <GridCell column={4}>{round}</GridCell>
              <GridCell column={5}>{outcome}</GridCell>
              <GridCell column={6}>{plain(reason)}</GridCell>
            </GridRow>
          );
        })}
      </Grid>
      {left > 0 && (
        <p class="table-note">
          <Button
            onClick={() => setMost(most + MORE)}
          >{`Show ${Math.min(MORE, left)} more of ${left}`}</Button>
        </p>
      )}
    </section>
  );
}

/** `2 invalid, 1 lost`. */
function countsOf(problems: readonly Problem[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of problems) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Array.from(counts, ([outcome, count]) => `${count} ${outcome}`).join(', ');
}
