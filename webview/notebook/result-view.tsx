import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PlanResult, Result } from '../../src/notebook/result.ts';
import { plain } from '../../src/report/plain.ts';
import { formatInstant, SIMULATED } from '../../src/report/sentences.ts';
import { DoubtBanner, WarningIcon } from '../results/banner.tsx';
import { paintsOf } from '../results/paint.ts';
import { onThemeChange, readTheme } from '../results/theme.ts';
import { ChartView } from './chart-view.tsx';
import { CvView } from './cv-view.tsx';
import { EnvironmentView } from './environment-view.tsx';
import { PlanView } from './plan-view.tsx';
import { SummaryView } from './summary-view.tsx';

/** A result as a cell shows it: what it is of, itself, and the run file that it came from. */
export function ResultView({ result }: { readonly result: Result }) {
  return (
    <section class="result" data-show={result.show} aria-label={labelOf(result)}>
      {result.show === 'plan' ? <PlanView plan={result} /> : <OfRun result={result} />}
    </section>
  );
}

function OfRun({ result }: { readonly result: Exclude<Result, PlanResult> }) {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => onThemeChange(() => setTheme(readTheme())), []);
  const { targets, simulated, from, startedAt } = result;
  const paints = useMemo(() => paintsOf(targets, theme), [targets, theme]);
  return (
    <>
      {simulated && (
        <p class="banner" role="note">
          <WarningIcon />
          <span>{SIMULATED}</span>
        </p>
      )}
      <DoubtBanner targets={targets} />
      {result.show === 'cv-table' && <CvView rows={result.rows} targets={targets} paints={paints} />}
      {result.show === 'chart' && <ChartView result={result} theme={theme} paints={paints} />}
      {(result.show === 'summary' || result.show === 'run') && (
        <SummaryView result={result} paints={paints} />
      )}
      {result.show === 'environment' && <EnvironmentView result={result} paints={paints} />}
      <p class="aside source">
        Run <span class="path">{plain(from.file)}</span> of {plain(formatInstant(startedAt), 60)}
      </p>
    </>
  );
}

function labelOf(result: Result): string {
  const title = plain(result.title, 100);
  switch (result.show) {
    case 'plan':
      return `Plan of ${title}`;
    case 'cv-table':
      return `Coefficients of variation of ${title}`;
    case 'chart':
      return `Figures of ${title}`;
    case 'summary':
    case 'run':
      return `Summary of ${title}`;
    case 'environment':
      return `Machines of ${title}`;
  }
}
