import type { Report } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { doubtSentence, type LabelledTarget } from '../../src/report/target-label.ts';

/** Stands over all numbers as soon as a target is not what it is called. */
export function DoubtBanner({
  targets,
}: {
  readonly targets: readonly (LabelledTarget & { readonly name: string })[];
}) {
  const sentence = doubtSentence(targets);
  if (sentence === null) return null;
  return (
    <p class="banner" role="note">
      <WarningIcon />
      <strong>{sentence}</strong>
    </p>
  );
}

/** Stands over all numbers as soon as one of them may be of the demo lab. */
export function SimulatedBanner({ report }: { readonly report: Report }) {
  if (!report.simulated) return null;
  const names = (simulated: boolean) => [
    ...new Set(
      report.runs
        .flatMap(({ targets }) => targets)
        .filter((target) => target.simulated === simulated)
        .map(({ name }) => plain(name)),
    ),
  ];
  const measured = names(false);
  return (
    <p class="banner" role="note">
      <WarningIcon />
      <span>
        <strong>Simulated guests: not a measurement of Xen.</strong>{' '}
        {measured.length === 0
          ? 'The numbers are a model of the demo lab.'
          : `Simulated: ${names(true).join(', ')}. Really measured: ${measured.join(', ')}. Do not compare the ones with the others.`}
      </span>
    </p>
  );
}

export function WarningIcon() {
  return (
    <svg class="warning-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M8 1.8l6.8 12.2h-13.6zM8 6v4M8 11.2v1.3"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linejoin="round"
      />
    </svg>
  );
}
