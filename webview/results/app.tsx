import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { shownTargets } from '../../src/report/views.ts';
import { SimulatedBanner } from './banner.tsx';
import { CvTable } from './cv-table.tsx';
import { Filters } from './filters.tsx';
import { Header } from './header.tsx';
import { Legend } from './legend.tsx';
import { Notes } from './notes.tsx';
import { paintsOf } from './paint.ts';
import type { Store } from './store.ts';
import { onThemeChange, readTheme } from './theme.ts';

export function App({ store }: { readonly store: Store }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => store.subscribe(() => redraw(undefined)), [store]);
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => onThemeChange(() => setTheme(readTheme())), []);
  const { results, live, problem, view, focus } = store.state();
  const hiddenTargets = useMemo(() => new Set(view.hiddenTargets), [view.hiddenTargets]);
  const hiddenGroups = useMemo(() => new Set(view.hiddenGroups), [view.hiddenGroups]);
  const targets = useMemo(() => (results === null ? [] : shownTargets(results.report)), [results]);
  const paints = useMemo(() => paintsOf(targets, theme), [targets, theme]);
  if (results === null) return <main>{problem ?? 'Reading the run ...'}</main>;
  const { report } = results;
  const groups = [...new Set(report.cvTable.map(({ group }) => group))];
  return (
    <main>
      <Header results={results} live={live} onDo={(action) => store.send({ type: 'do', action })} />
      <SimulatedBanner report={report} />
      <Notes
        results={results}
        open={view.notesOpen}
        onToggle={(notesOpen) => store.act({ type: 'look', view: { notesOpen } })}
      />
      <div class="bar">
        <Legend targets={targets} hidden={hiddenTargets} paints={paints} />
        <Filters targets={targets} groups={groups} view={view} paints={paints} act={store.act} />
      </div>
      <CvTable
        report={report}
        targets={targets.filter(({ name }) => !hiddenTargets.has(name))}
        hiddenGroups={hiddenGroups}
        paints={paints}
        focus={focus}
        onPick={(series) => store.act({ type: 'focus', series, figure: null })}
      />
    </main>
  );
}
