import type { ComponentChildren } from 'preact';
import type { TrialDetail } from '../../src/protocol.ts';
import { formatDuration } from '../../src/report/duration.ts';
import { formatNumber, formatPercent } from '../../src/report/numbers.ts';
import { plain } from '../../src/report/plain.ts';
import { Instant } from './instant.tsx';

/** How a trial went, and what it measured. */
export function TrialFacts({ detail: { record, attempts } }: { readonly detail: TrialDetail }) {
  const {
    outcome,
    reason,
    round,
    boot,
    attempt,
    startedAt,
    durationMs,
    cpu,
    exitCode,
    signal,
    measurements,
    parser,
  } = record;
  return (
    <section class="drawer-part" aria-label="Outcome">
      <p class={`outcome ${outcome}`}>
        <strong>{outcome}</strong>
        {reason !== undefined && `: ${plain(reason, 2000)}`}
      </p>
      {measurements.length > 0 && (
        <table class="plain-table">
          <caption class="unseen">Measurements</caption>
          <tbody>
            {measurements.map(({ metric, value, unit }) => (
              <tr key={metric}>
                <th scope="row">{plain(metric, 80)}</th>
                <td class="right" data-value={value} title={String(value)}>
                  {formatNumber(value)}
                </td>
                <td>{plain(unit, 40)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl class="facts">
        <Fact name="started">
          <Instant at={startedAt} />
        </Fact>
        <Fact name="duration">{formatDuration(durationMs)}</Fact>
        {cpu !== null && cpu !== undefined && (
          <>
            <Fact name="CPUs busy">{formatPercent(cpu.busy)}</Fact>
            <Fact name="CPUs stolen">{formatPercent(cpu.steal)}</Fact>
          </>
        )}
        <Fact name="exit code">{exitCode ?? '-'}</Fact>
        {signal !== null && <Fact name="signal">{plain(signal, 40)}</Fact>}
        <Fact name="round">{round}</Fact>
        <Fact name="boot">{boot}</Fact>
        <Fact name="attempt">{attempts > 1 ? `${attempt} of ${attempts}` : attempt}</Fact>
        <Fact name="read by">{plain(parser, 80)}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="number">{children}</dd>
    </>
  );
}
