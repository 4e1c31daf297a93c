import type { ToHost } from '../../src/protocol.ts';
import type { VsCodeApi } from '../vscode-api.ts';
import { type Action, FIRST_STATE, reduce, type State, type View, viewFrom } from './state.ts';

/** What is kept of the page between two times it is shown. */
export type Kept = View & { readonly scroll: number };

/** The page's one state, and its line to the extension. */
export interface Store {
  state(): State;
  act(action: Action): void;
  send(message: ToHost): void;
  /** How far down the page was scrolled when it was last shown, CSS pixels. */
  readonly firstScroll: number;
  keepScroll(scroll: number): void;
  subscribe(changed: () => void): () => void;
}

export function createStore(api: VsCodeApi<Kept, ToHost>): Store {
  const kept = api.getState();
  const listeners = new Set<() => void>();
  let state: State = { ...FIRST_STATE, view: viewFrom(kept) };
  let scroll = scrollFrom(kept);
  const keep = () => api.setState({ ...state.view, scroll });
  return {
    state: () => state,
    act(action) {
      const before = state;
      state = reduce(before, action);
      if (state === before) return;
      if (state.view !== before.view) keep();
      // A trial is asked for when its panel opens.
      const { trial } = state;
      if (trial !== null && trial.key !== before.trial?.key)
        api.postMessage({ type: 'trial', key: trial.key });
      for (const changed of listeners) changed();
    },
    send: (message) => api.postMessage(message),
    firstScroll: scroll,
    keepScroll(now) {
      scroll = now;
      keep();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function scrollFrom(kept: unknown): number {
  const scroll = typeof kept === 'object' && kept !== null ? Reflect.get(kept, 'scroll') : 0;
  return typeof scroll === 'number' && scroll > 0 ? scroll : 0;
}
