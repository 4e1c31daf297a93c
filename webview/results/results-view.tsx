import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { PageAction, Results } from '../../src/protocol.ts';
import { plain } from '../../src/report/plain.ts';
import { DoubtBanner, SimulatedBanner, WarningIcon } from './banner.tsx';
import { CvSection } from './cv-section.tsx';
import { allFigures, figuresLeft, problemsLeft, subjectsOf } from './derived.ts';
import { Differences } from './differences.tsx';
import { AllHidden, Nothing } from './empty.tsx';
import { Environment } from './environment.tsx';
import { Figures } from './figures.tsx';
import { Filters } from './filters.tsx';
import { Header } from './header.tsx';
import { Legend } from './legend.tsx';
import { Notes } from './notes.tsx';
import { paintsOf } from './paint.ts';
import { placeIn, pointsOf } from './place.ts';
import { Problems } from './problems.tsx';
import { useKeptScroll, useShownFigure } from './scroll.ts';
import type { SeriesName, State } from './state.ts';
import type { Store } from './store.ts';
import { copiedFigure, copiedTable, savedFigure } from './take-away.ts';
import type { Theme } from './theme.ts';
import { TrialPanel } from './trial-panel.tsx';

export interface ResultsViewProps {
  readonly store: Store;
  readonly state: State;
  readonly results: Results;
  readonly theme: Theme;
}

/** Everything about the runs, from the title down to a single trial. */
export function ResultsView({ store, state, results, theme }: ResultsViewProps) {
  const { live, notice, view, focus, trial } = state;
  const { act, send } = store;
  const { report } = results;
  const subjects = useMemo(() => subjectsOf(results), [results]);
  const hidden = useMemo(
    () => ({ targets: new Set(view.hiddenTargets), groups: new Set(view.hiddenGroups) }),
    [view.hiddenTargets, view.hiddenGroups],
  );
  const names = JSON.stringify(subjects.targets.map(({ name, baseline }) => [name, baseline]));
  // Only other names or another theme make other paints, so that charts stay while a run is followed.
  const paints = useMemo(() => paintsOf(subjects.targets, theme), [names, theme]);
  const relativeTo = view.relative ? subjects.baseline : null;
  const figures = useMemo(
    () => allFigures(results, view.network, relativeTo),
    [results, view.network, relativeTo],
  );
  const left = useMemo(() => figuresLeft(figures, hidden), [figures, hidden]);
  const problems = useMemo(() => problemsLeft(results, hidden), [results, hidden]);
  const environments = useMemo(
    () =>
      results.environments.filter(
        ({ target, facts }) => !hidden.targets.has(target) && Object.keys(facts).length > 0,
      ),
    [results, hidden],
  );
  const opener = useRef<Element | null>(null);
  useKeptScroll(store);
  useShownFigure(view.enlarged, focus);

  useEffect(() => {
    // The keyboard goes back to where the panel was opened from.
    if (trial !== null) return;
    const { current } = opener;
    if (current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
    opener.current = null;
  }, [trial === null]);

  const open = (action: Extract<Parameters<typeof act>[0], { type: 'open-trial' }>) => {
    if (trial === null) opener.current = document.activeElement;
    act(action);
  };
  const onDo = (action: PageAction) => send({ type: 'do', action });
  const pick = (series: SeriesName) => {
    const figure = left.find((each) => placeIn(each, series) !== null);
    act({ type: 'focus', series, figure: figure?.id ?? null });
  };
  // While a run goes on, table and figures are there from the start: nothing moves when the first number comes.
  const measured = report.trials.valid > 0 || live !== null;
  return (
    <>
      <main class={trial === null ? '' : 'with-drawer'}>
        <Header results={results} live={live} onDo={onDo} />
        <SimulatedBanner report={report} />
        <DoubtBanner targets={subjects.targets} />
        {notice !== null && (
          <p class="notice" role="status">
            <WarningIcon />
            <span>{plain(notice, 1000)}</span>
          </p>
        )}
        <Notes
          results={results}
          open={view.notesOpen}
          onToggle={(notesOpen) => act({ type: 'look', view: { notesOpen } })}
        />
        <Differences differences={report.differences} hidden={hidden.targets} />
        <div class="bar">
          <Legend targets={subjects.targets} hidden={hidden.targets} paints={paints} live={live !== null} />
          <Filters
            targets={subjects.targets}
            groups={subjects.groups}
            view={view}
            paints={paints}
            act={act}
          />
        </div>
        {!measured && <Nothing report={report} onDo={onDo} />}
        {measured && left.length === 0 && <AllHidden onShow={() => act({ type: 'show-all' })} />}
        {measured && left.length > 0 && (
          <CvSection
            report={report}
            targets={subjects.targets.filter(({ name }) => !hidden.targets.has(name))}
            hiddenGroups={hidden.groups}
            paints={paints}
            focus={focus}
            onPick={pick}
            onCopy={(format) => send(copiedTable(results, subjects, hidden, format))}
          />
        )}
        {measured && left.length > 0 && (
          <Figures
            figures={left}
            baseline={subjects.baseline}
            view={view}
            theme={theme}
            paints={paints}
            focus={focus}
            trial={trial}
            act={(action) => (action.type === 'open-trial' ? open(action) : act(action))}
            onCopy={(figure, format) => send(copiedFigure(figure, subjects, format))}
            onSave={(figure, format) => send(savedFigure(figure, results, subjects, format))}
          />
        )}
        <Environment environments={environments} paints={paints} />
        <Problems
          report={report}
          problems={problems}
          onOpen={(key) => open({ type: 'open-trial', key, of: null })}
        />
      </main>
      {trial !== null && (
        <TrialPanel
          trial={trial}
          points={trial.of === null ? null : pointsOf(figures, trial.of)}
          several={report.runs.length > 1}
          onOpen={(key) => act({ type: 'open-trial', key, of: trial.of })}
          onClose={() => act({ type: 'close-trial' })}
        />
      )}
    </>
  );
}
