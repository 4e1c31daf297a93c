import type { LiveProgress, Results, ToPage, TrialDetail, TrialKey } from '../../src/protocol.ts';
import { NETWORK_METRICS, type NetworkMetric } from '../../src/report/figures.ts';

/** What the page knows and shows. It changes by `reduce` alone. */
export interface State {
  readonly results: Results | null;
  readonly live: LiveProgress | null;
  /** Why there is nothing to show. */
  readonly problem: string | null;
  /** What must be known beside what is shown. */
  readonly notice: string | null;
  readonly view: View;
  /** The series that the person asked for in the table; it stands out in its figure. */
  readonly focus: SeriesName | null;
  readonly trial: OpenTrial | null;
}

/** How the person looks at the results; remembered while the page is hidden and over restarts. */
export interface View {
  readonly hiddenTargets: readonly string[];
  /** Rows of the CV table. */
  readonly hiddenGroups: readonly string[];
  readonly relative: boolean;
  readonly tables: boolean;
  readonly network: NetworkMetric;
  /** Id of the figure that is shown large. */
  readonly enlarged: string | null;
  readonly notesOpen: boolean;
}

export interface SeriesName {
  /** Row of the CV table. */
  readonly group: string;
  readonly target: string;
  readonly case: string;
}

/** A trial whose panel is open: asked for, then here or not to be had. */
export interface OpenTrial {
  readonly key: TrialKey;
  /** The series it was picked from, for a walk to its neighbours; null where it was picked from another place. */
  readonly of: SeriesName | null;
  readonly detail: TrialDetail | null;
  readonly message: string | null;
}

export const FIRST_VIEW: View = {
  hiddenTargets: [],
  hiddenGroups: [],
  relative: false,
  tables: false,
  network: 'throughput',
  enlarged: null,
  notesOpen: false,
};

export const FIRST_STATE: State = {
  results: null,
  live: null,
  problem: null,
  notice: null,
  view: FIRST_VIEW,
  focus: null,
  trial: null,
};

export type Action =
  | { readonly type: 'told'; readonly message: ToPage }
  | { readonly type: 'look'; readonly view: Partial<View> }
  | { readonly type: 'toggle-target'; readonly target: string }
  | { readonly type: 'toggle-group'; readonly group: string }
  | { readonly type: 'show-all' }
  | { readonly type: 'focus'; readonly series: SeriesName; readonly figure: string | null }
  | { readonly type: 'open-trial'; readonly key: TrialKey; readonly of: SeriesName | null }
  | { readonly type: 'close-trial' }
  /** Esc: the innermost open thing closes. */
  | { readonly type: 'leave' };

/** The next state; the same object where nothing changed. */
export function reduce(state: State, action: Action): State {
  const { view } = state;
  switch (action.type) {
    case 'told':
      return told(state, action.message);
    case 'look':
      return { ...state, view: { ...view, ...action.view } };
    case 'toggle-target':
      return { ...state, view: { ...view, hiddenTargets: toggled(view.hiddenTargets, action.target) } };
    case 'toggle-group':
      return { ...state, view: { ...view, hiddenGroups: toggled(view.hiddenGroups, action.group) } };
    case 'show-all':
      return { ...state, view: { ...view, hiddenTargets: [], hiddenGroups: [] } };
    case 'focus':
      return { ...state, focus: action.series, view: { ...view, enlarged: action.figure ?? view.enlarged } };
    case 'open-trial':
      if (state.trial !== null && sameTrial(state.trial.key, action.key)) return state;
      return { ...state, trial: { key: action.key, of: action.of, detail: null, message: null } };
    case 'close-trial':
      return state.trial === null ? state : { ...state, trial: null };
    case 'leave':
      if (state.trial !== null) return { ...state, trial: null };
      if (view.enlarged === null && state.focus === null) return state;
      return { ...state, focus: null, view: { ...view, enlarged: null } };
  }
}

function told(state: State, message: ToPage): State {
  const { trial } = state;
  switch (message.type) {
    case 'results':
      return { ...state, results: message.results, live: message.live, problem: null };
    case 'live':
      return { ...state, live: message.live };
    case 'notice':
      return { ...state, notice: message.message };
    case 'problem':
      return { ...state, problem: message.message, results: null, live: null, trial: null };
    case 'show-trial':
      return reduce(state, { type: 'open-trial', key: message.key, of: null });
    case 'trial':
      // An answer to a question that the person has left is dropped.
      if (trial === null || !sameTrial(trial.key, message.key)) return state;
      return { ...state, trial: { ...trial, detail: message.detail, message: null } };
    case 'trial-problem':
      if (trial === null || !sameTrial(trial.key, message.key)) return state;
      return { ...state, trial: { ...trial, message: message.message } };
  }
}

export function sameTrial(a: TrialKey, b: TrialKey): boolean {
  return a.run === b.run && a.trial === b.trial && a.attempt === b.attempt;
}

function toggled(all: readonly string[], one: string): readonly string[] {
  return all.includes(one) ? all.filter((each) => each !== one) : [...all, one];
}

/** The view out of what was kept of an earlier page: anything at all; what is no view is as at first. */
export function viewFrom(kept: unknown): View {
  if (typeof kept !== 'object' || kept === null) return FIRST_VIEW;
  const at = (name: string): unknown => (Object.hasOwn(kept, name) ? Reflect.get(kept, name) : undefined);
  const names = (name: string) => {
    const value = at(name);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  };
  const enlarged = at('enlarged');
  return {
    hiddenTargets: names('hiddenTargets'),
    hiddenGroups: names('hiddenGroups'),
    relative: at('relative') === true,
    tables: at('tables') === true,
    network: NETWORK_METRICS.find((metric) => metric === at('network')) ?? FIRST_VIEW.network,
    enlarged: typeof enlarged === 'string' ? enlarged : null,
    notesOpen: at('notesOpen') === true,
  };
}
