import { useEffect, useReducer, useState } from 'preact/hooks';
import { Reading, Unreadable } from './empty.tsx';
import { ResultsView } from './results-view.tsx';
import type { Store } from './store.ts';
import { onThemeChange, readTheme } from './theme.ts';

/** The page: whatever its state is, drawn in the theme of the moment. */
export function App({ store }: { readonly store: Store }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => store.subscribe(() => redraw(undefined)), [store]);
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => onThemeChange(() => setTheme(readTheme())), []);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) store.act({ type: 'leave' });
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [store]);
  const state = store.state();
  if (state.problem !== null) {
    return <Unreadable message={state.problem} onDo={(action) => store.send({ type: 'do', action })} />;
  }
  if (state.results === null) return <Reading />;
  return <ResultsView store={store} state={state} results={state.results} theme={theme} />;
}
