import { useMemo } from 'preact/hooks';
import { type DifferenceLine, differenceLines } from '../../src/report/differences.ts';
import type { Difference } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { DIFFERENCES } from '../../src/report/sentences.ts';
import { WarningIcon } from './banner.tsx';

export interface DifferencesProps {
  readonly differences: readonly Difference[];
  /** Names of targets that are not shown. */
  readonly hidden: ReadonlySet<string>;
}

/** What differs between targets beside their kinds: what spoils a comparison apart from what the kinds explain. */
export function Differences({ differences, hidden }: DifferencesProps) {
  const lines = useMemo(
    () =>
      differenceLines(differences.filter((each) => !(hidden.has(each.target) || hidden.has(each.baseline)))),
    [differences, hidden],
  );
  if (lines.length === 0) return null;
  const spoiling = lines.filter(({ expected }) => !expected);
  const explained = lines.filter(({ expected }) => expected);
  return (
    <details class="notes differences">
      <summary>
        {spoiling.length > 0 && <WarningIcon />} {DIFFERENCES}: {spoiling.length} to look at,{' '}
        {explained.length} explained by the kinds
      </summary>
      <div class="notes-columns">
        <Lines heading="Spoils the comparison" lines={spoiling} />
        <Lines heading="Explained by the kinds" lines={explained} />
      </div>
    </details>
  );
}

interface LinesProps {
  readonly heading: string;
  readonly lines: readonly DifferenceLine[];
}

function Lines({ heading, lines }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{heading}</h3>
      <ul>
        {lines.map(({ label, text }) => (
          <li key={`${label} ${text}`}>
            <span class="difference-label">{plain(label)}</span>: {plain(text, 1000)}
          </li>
        ))}
      </ul>
    </section>
  );
}
