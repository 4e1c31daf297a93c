import type { PageAction } from '../../src/protocol.ts';
import type { Report } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { Button, ProgressRing } from '../controls.tsx';
import { WarningIcon } from './banner.tsx';

/** Before the extension has told anything. */
export function Reading() {
  return (
    <main class="empty">
      <ProgressRing label="Reading the run file" />
      <p>Reading the run file ...</p>
    </main>
  );
}

/** There is nothing to show, and why. */
export function Unreadable({
  message,
  onDo,
}: {
  readonly message: string;
  readonly onDo: (action: PageAction) => void;
}) {
  return (
    <main class="empty">
      <WarningIcon />
      <p role="alert">{plain(message, 2000)}</p>
      <Button onClick={() => onDo('open-as-text')}>Open as Text</Button>
    </main>
  );
}

export interface NothingProps {
  readonly report: Report;
  readonly onDo: (action: PageAction) => void;
}

/** No trial has given a number, and none is going to. */
export function Nothing({ report, onDo }: NothingProps) {
  const tried = report.problems.length > 0;
  return (
    <div class="empty">
      <p>
        {tried
          ? 'No trial gave a valid number. The reasons are below; what each trial printed is kept.'
          : 'No trial was run: the run ended before its first one.'}
      </p>
      <Button onClick={() => onDo('open-experiment')}>Open Experiment</Button>
    </div>
  );
}

/** The filters leave nothing. */
export function AllHidden({ onShow }: { readonly onShow: () => void }) {
  return (
    <div class="empty">
      <p>All targets or all groups are hidden by the filters.</p>
      <Button onClick={onShow}>Show All</Button>
    </div>
  );
}
