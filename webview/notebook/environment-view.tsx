import { environmentRest, environmentRows } from '../../src/notebook/environment-rows.ts';
import type { EnvironmentResult } from '../../src/notebook/result.ts';
import { plain } from '../../src/report/plain.ts';
import { TargetLabel } from '../results/label.tsx';
import { MarkerIcon } from '../results/marker.tsx';
import type { Paint } from '../results/paint.ts';

export interface EnvironmentViewProps {
  readonly result: EnvironmentResult;
  readonly paints: ReadonlyMap<string, Paint>;
}

/** What each target told about itself: facts down, targets across. */
export function EnvironmentView({ result, paints }: EnvironmentViewProps) {
  const rest = environmentRest(result);
  return (
    <div class="scroll">
      <table class="plain-table fit">
        <caption class="unseen">What each target told about itself</caption>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            {result.targets.map((target) => (
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
          {environmentRows(result).map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{plain(label)}</th>
              {cells.map((cell, index) => (
                <td key={result.targets[index]?.name ?? index} class="fact">
                  {cell === '' ? '-' : plain(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rest !== null && <p class="aside">{rest}</p>}
    </div>
  );
}
