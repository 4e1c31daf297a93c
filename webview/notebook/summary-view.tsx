import type { SummaryResult } from '../../src/notebook/result.ts';
import { outcomeSentence, targetRemarks } from '../../src/notebook/result-markdown.ts';
import { plain } from '../../src/report/plain.ts';
import { trialsSentence } from '../../src/report/sentences.ts';
import { isDoubtful, proofMark, shownLabel } from '../../src/report/target-label.ts';
import { MarkerIcon } from '../results/marker.tsx';
import type { Paint } from '../results/paint.ts';
import { CvView } from './cv-view.tsx';

export interface SummaryViewProps {
  readonly result: SummaryResult;
  readonly paints: ReadonlyMap<string, Paint>;
}

/** What was run, where, how it ended, and what to know before using its numbers. */
export function SummaryView({ result, paints }: SummaryViewProps) {
  const { title, trials, targets, rows, problems, deviations, notes } = result;
  return (
    <>
      <p>
        <strong>{plain(title, 200)}</strong>: {outcomeSentence(result)},{' '}
        <span class={trials.valid === trials.planned ? '' : 'not-all'}>{trialsSentence(trials)}</span>
      </p>
      <div class="scroll">
        <table class="plain-table fit">
          <caption class="unseen">Targets</caption>
          <thead>
            <tr>
              {['Target', 'Kind', 'Host', 'Label', 'Proof', ''].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <tr key={target.name}>
                <th scope="row">
                  <span class="target-name">
                    <MarkerIcon paint={paints.get(target.name)} />
                    {plain(target.name)}
                  </span>
                </th>
                <td>{plain(target.kind)}</td>
                <td>{plain(target.host)}</td>
                <td title={target.sentence === null ? undefined : plain(target.sentence, 600)}>
                  {shownLabel(target)}
                </td>
                <td class={isDoubtful(target) ? 'doubtful' : ''}>{proofMark(target)}</td>
                <td>{targetRemarks(target)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > 0 && <CvView rows={rows} targets={targets} paints={paints} />}
      <Sentences heading="Problems" all={problems} open />
      <Sentences heading="Differences from the 2008 method" all={deviations} />
      <Sentences heading="Notes" all={notes} open />
    </>
  );
}

function Sentences({
  heading,
  all,
  open = false,
}: {
  readonly heading: string;
  readonly all: readonly string[];
  readonly open?: boolean;
}) {
  if (all.length === 0) return null;
  return (
    <details class="notes" open={open}>
      <summary>
        {heading} ({all.length})
      </summary>
      <ul>
        {all.map((sentence) => (
          <li key={sentence}>{plain(sentence, 1_000)}</li>
        ))}
      </ul>
    </details>
  );
}
