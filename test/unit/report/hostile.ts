import type { Case } from '../../../src/experiment/model.ts';
import type { Report } from '../../../src/report/model.ts';
import { CASES, experimentOf, failed, reportOf, sampleRun, target, withTrials } from './sample.ts';

/** A name that tries everything at once: quotes, newlines, escapes, HTML, Markdown, wide letters, direction. */
export const HOSTILE =
  '=HYPERLINK("x")\u001b[31m"\r\n# h |<script>alert(1)</script>& [a](javascript:x) *b* _c_ `d` \u202e測試測試\u0007';

/** What may be left of control and direction characters in a rendering: line ends. */
export const ACTED_ON = /[^\P{Cc}\r\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A report with the hostile name in every place that a file or a host fills. */
export function hostileReport(): Report {
  const cases = CASES.map((case_): Case => {
    const named = { ...case_, id: `${case_.id} ${HOSTILE}` };
    return named.benchmark === 'command'
      ? { ...named, group: HOSTILE, metrics: named.metrics.map((metric) => ({ ...metric, unit: HOSTILE })) }
      : named;
  });
  const targets = [{ ...target(HOSTILE), host: HOSTILE }, target('pv')];
  const experiment = experimentOf({ title: HOSTILE, targets, baseline: HOSTILE, cases });
  const run = withTrials(sampleRun({ id: HOSTILE, experiment }), (trial) =>
    trial.trial % 5 === 0 ? failed(trial, { reason: HOSTILE.repeat(100) }) : trial,
  );
  const head = { ...run.file.run, experiment: { ...run.file.run.experiment, name: HOSTILE } };
  const records = run.file.targets.map((record) => ({ ...record, proof: { status: HOSTILE } }));
  return reportOf({ ...run, file: { ...run.file, run: head, targets: records } });
}
