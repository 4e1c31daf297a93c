import { plain } from '../../src/report/plain.ts';
import { isDoubtful, type LabelledTarget, proofMark, shownLabel } from '../../src/report/target-label.ts';

/** What a target proved to be, under its name in the head of a table. */
export function TargetLabel({ target }: { readonly target: LabelledTarget }) {
  const title = target.sentence === null ? undefined : plain(target.sentence, 600);
  return (
    <span class={isDoubtful(target) ? 'target-label doubtful' : 'target-label'} title={title}>
      {shownLabel(target)} <span class="target-proof">({proofMark(target)})</span>
    </span>
  );
}
