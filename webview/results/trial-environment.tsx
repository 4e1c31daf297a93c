import type { TrialDetail } from '../../src/protocol.ts';
import { plain } from '../../src/report/plain.ts';
import { labelWords, targetLabel } from '../../src/report/target-label.ts';
import { Instant } from './instant.tsx';

/** What the target told of itself before the trial. */
export function TrialEnvironment({ target }: { readonly target: TrialDetail['target'] }) {
  return (
    <section class="drawer-part" aria-label="Environment of the target">
      <h3>environment</h3>
      {target === null ? (
        <p class="aside">The run file has no record of the target before this trial.</p>
      ) : (
        <>
          <p class="aside">
            {labelOfRecord(target)}, declared {plain(target.declared.kind, 40)}, host{' '}
            {plain(target.declared.host, 300)}, seen <Instant at={target.at} />
          </p>
          {target.proof.sentence !== undefined && <p class="aside">{plain(target.proof.sentence, 1_000)}</p>}
          <table class="plain-table environment">
            <caption class="unseen">What the target told of itself</caption>
            <tbody>
              {factsOf({ ...target.environment, ...target.observed }).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{plain(name, 80)}</th>
                  <td class="fact-value">{plain(value, 1000)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function labelOfRecord(target: NonNullable<TrialDetail['target']>): string {
  return labelWords({ ...targetLabel([target]), kind: target.declared.kind, simulated: target.simulated });
}

/** Facts inside facts get the names of both: `kernels stream compiler`. Not yet safe to show. */
function factsOf(facts: object, depth = 0): readonly (readonly [name: string, value: string])[] {
  return Object.entries(facts).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || depth > 3) {
      return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const];
    }
    return factsOf(value, depth + 1).map(([inner, text]) => [`${name} ${inner}`, text] as const);
  });
}
