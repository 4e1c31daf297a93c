import type { TrialDetail } from '../../src/protocol.ts';
import { plain } from '../../src/report/plain.ts';
import { proofWord } from '../../src/report/sentences.ts';
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
            {plain(target.declared.kind, 40)}, {plain(proofWord(target.proof.status), 40)}, host{' '}
            {plain(target.declared.host, 300)}
            {target.simulated ? ', simulated' : ''}, seen <Instant at={target.at} />
          </p>
          <table class="plain-table">
            <caption class="unseen">What the target told of itself</caption>
            <tbody>
              {Object.entries({ ...target.environment, ...target.observed }).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{plain(name, 80)}</th>
                  <td class="fact-value">{worded(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function worded(value: unknown): string {
  return plain(typeof value === 'string' ? value : JSON.stringify(value), 1000);
}
