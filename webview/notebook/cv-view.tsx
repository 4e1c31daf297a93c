import type { ResultTarget } from '../../src/notebook/result.ts';
import { rowsByGroup } from '../../src/notebook/result-markdown.ts';
import { heatOf } from '../../src/report/heat.ts';
import type { CvRow } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { CvContent, spokenCv } from '../results/cv-content.tsx';
import { TargetLabel } from '../results/label.tsx';
import { MarkerIcon } from '../results/marker.tsx';
import type { Paint } from '../results/paint.ts';

export interface CvViewProps {
  readonly rows: readonly CvRow[];
  readonly targets: readonly ResultTarget[];
  readonly paints: ReadonlyMap<string, Paint>;
}

/** The paper's table, as the results page shows it; a plain table, because the page's grid needs its controls. */
export function CvView({ rows, targets, paints }: CvViewProps) {
  return (
    <div class="scroll">
      <table class="plain-table cv-plain">
        <caption class="unseen">Coefficient of variation, the largest of each group</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {targets.map((target) => (
              <th key={target.name} scope="col">
                <span class="target-name">
                  <MarkerIcon paint={paints.get(target.name)} />
                  {plain(target.name)}
                </span>
                <TargetLabel target={target} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsByGroup(rows, targets).map(({ group, cells }) => (
            <tr key={group}>
              <th scope="row">{plain(group)}</th>
              {cells.map((row, index) => (
                <CvCell key={targets[index]?.name ?? index} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="aside table-note">
        Largest of each group, with its 95 % interval and the case that has it. Steady below 1 %, fair below 5
        %, else noisy.
      </p>
    </div>
  );
}

/** Empty where the pair was not planned, `-` where its CV is unknown. */
function CvCell({ row }: { readonly row: CvRow | undefined }) {
  if (row === undefined) return <td aria-label="not planned" />;
  const { group, target, maxCv, interval, n, case: case_ } = row;
  if (maxCv === null) {
    return (
      <td data-group={group} data-target={target} data-value="" title="Fewer than two valid trials">
        -
      </td>
    );
  }
  const heat = heatOf(maxCv);
  return (
    <td
      class={`cv ${heat}`}
      data-group={group}
      data-target={target}
      data-value={maxCv}
      data-low={interval?.[0] ?? ''}
      data-high={interval?.[1] ?? ''}
      data-n={n}
      data-case={case_ ?? ''}
      title={spokenCv(row, heat)}
    >
      <span class="cv-both">
        <CvContent row={row} heat={heat} />
      </span>
    </td>
  );
}
