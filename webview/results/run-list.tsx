import type { Results } from '../../src/protocol.ts';
import { plain } from '../../src/report/plain.ts';
import { Instant } from './instant.tsx';

/** The runs that are seen side by side. */
export function RunList({ results: { report, files } }: { readonly results: Results }) {
  return (
    <div class="runs">
      <table class="plain-table">
        <caption class="unseen">Runs that are compared</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Title</th>
            <th scope="col">Started</th>
            <th scope="col">Ended</th>
            <th scope="col">File</th>
          </tr>
        </thead>
        <tbody>
          {report.runs.map((run, index) => (
            <tr key={run.id}>
              <td class="number">{index + 1}</td>
              <td>{plain(run.title)}</td>
              <td>
                <Instant at={run.startedAt} />
              </td>
              <td>{run.outcome ?? 'not ended'}</td>
              <td class="path">{plain(files[index]?.path ?? '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="aside">
        These runs were not measured together: what differs between them may be the time, the machine or its
        state.
      </p>
    </div>
  );
}
