import type { PlanResult } from '../../src/notebook/result.ts';
import { planSentence } from '../../src/notebook/result-markdown.ts';
import { plain } from '../../src/report/plain.ts';

/** What running an experiment would mean. */
export function PlanView({ plan }: { readonly plan: PlanResult }) {
  return (
    <>
      <p>
        <strong>{plain(plan.title, 200)}</strong>: {plain(planSentence(plan))}
      </p>
      <p>
        {plan.targets.map(({ name, kind, host, baseline }, index) => (
          <span key={name}>
            {index > 0 && ', '}
            <strong>{plain(name)}</strong> ({plain(kind)}, {plain(host)}
            {baseline && ', baseline'})
          </span>
        ))}
        {'. '}
        {plan.benchmarks.map((name) => plain(name)).join(', ')}.
      </p>
      <p class="aside">Defined, not run: a cell below runs it with {'{ "experiment": "above" }'}.</p>
    </>
  );
}
