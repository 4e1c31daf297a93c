import { describe, expect, it } from 'vitest';
import type { ToPage, TrialDetail } from '../../../src/protocol.ts';
import {
  type Action,
  FIRST_STATE,
  FIRST_VIEW,
  reduce,
  type State,
  viewFrom,
} from '../../../webview/results/state.ts';
import { resultsOf } from '../../support/results-of.ts';
import { METHOD_2008, sampleRun } from '../../support/sample-runs.ts';

const file = resultsOf(sampleRun({ experiment: { ...METHOD_2008, benchmarks: ['cpu'] } }));
const key = { run: 0, trial: 3, attempt: 1 };
const series = { group: 'CPU', target: 'pv', case: 'cpu' };

function stateAfter(...actions: readonly Action[]): State {
  return actions.reduce(reduce, FIRST_STATE);
}

function told(message: ToPage): Action {
  return { type: 'told', message };
}

async function detail(): Promise<TrialDetail> {
  return file.trial(key);
}

const RESULTS = told({ type: 'results', results: file.results, live: null });

describe('what the page is told', () => {
  it('takes the place of a problem, and a problem that of results', () => {
    expect(stateAfter(told({ type: 'problem', message: 'damaged' }), RESULTS)).toMatchObject({
      problem: null,
      results: file.results,
    });
    expect(stateAfter(RESULTS, told({ type: 'problem', message: 'damaged' }))).toMatchObject({
      problem: 'damaged',
      results: null,
    });
  });

  it('keeps filters, focus and the open trial when a run has grown', async () => {
    const before = stateAfter(
      RESULTS,
      { type: 'toggle-target', target: 'pv' },
      { type: 'focus', series, figure: 'f' },
      { type: 'open-trial', key, of: series },
      told({ type: 'trial', key, detail: await detail() }),
    );
    const { view, focus, trial } = reduce(before, RESULTS);
    expect([view, focus, trial]).toEqual([before.view, before.focus, before.trial]);
  });

  it('shows a trial only while its panel is the one that is open', async () => {
    const answer = told({ type: 'trial', key, detail: await detail() });
    const other = { ...key, trial: 4 };
    expect(stateAfter(RESULTS, answer).trial).toBeNull();
    expect(
      stateAfter(RESULTS, { type: 'open-trial', key: other, of: null }, answer).trial?.detail,
    ).toBeNull();
    expect(stateAfter(RESULTS, { type: 'open-trial', key, of: null }, answer).trial?.detail).toEqual(
      await detail(),
    );
  });

  it('says why a trial is not to be had', () => {
    const open: Action = { type: 'open-trial', key, of: null };
    const state = stateAfter(RESULTS, open, told({ type: 'trial-problem', key, message: 'gone' }));
    expect(state.trial).toMatchObject({ message: 'gone', detail: null });
  });
});

describe('what the person does', () => {
  it('hides and shows targets and groups', () => {
    const hidden = stateAfter(
      { type: 'toggle-target', target: 'pv' },
      { type: 'toggle-target', target: 'hvm' },
      { type: 'toggle-target', target: 'pv' },
      { type: 'toggle-group', group: 'CPU' },
    );
    expect(hidden.view).toMatchObject({ hiddenTargets: ['hvm'], hiddenGroups: ['CPU'] });
    expect(reduce(hidden, { type: 'show-all' }).view).toEqual(FIRST_VIEW);
  });

  it('leaves the innermost open thing first', () => {
    const open = stateAfter(
      RESULTS,
      { type: 'focus', series, figure: 'f' },
      { type: 'open-trial', key, of: series },
    );
    const once = reduce(open, { type: 'leave' });
    expect([once.trial, once.view.enlarged]).toEqual([null, 'f']);
    const twice = reduce(once, { type: 'leave' });
    expect([twice.focus, twice.view.enlarged]).toEqual([null, null]);
    expect(reduce(twice, { type: 'leave' })).toBe(twice);
  });
});

describe('what was kept of an earlier page', () => {
  it('is taken up again', () => {
    const view = { ...FIRST_VIEW, hiddenTargets: ['pv'], relative: true, network: 'latency', enlarged: 'f' };
    expect(viewFrom(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });

  it.each([
    undefined,
    null,
    7,
    'text',
    [],
    { hiddenTargets: 'pv', network: 'speed', relative: 1, enlarged: {} },
  ])('is as at first where it is no view: %j', (kept) => {
    expect(viewFrom(kept)).toEqual(FIRST_VIEW);
  });
});
