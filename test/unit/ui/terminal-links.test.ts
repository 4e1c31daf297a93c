import { expect, test } from 'vitest';
import type { RunEvent, TrialEvent } from '../../../src/run/events.ts';
import { runDisplay } from '../../../src/terminal/run-display.ts';
import { findLinks, type Printed } from '../../../src/ui/task/terminal-links.ts';

const RUN_FILE = '/work/my lab/.xenbench/runs/pv-2026-08-02T12-00-00Z.xenrun';
const EXPERIMENT = '/work/my lab/pv.xenbench.jsonc';
const PRINTED: Printed = { experiment: EXPERIMENT, runFile: RUN_FILE, targets: ['pv', 'the hvm guest'] };

const PLAN: RunEvent = {
  event: 'plan',
  title: 'PV against HVM',
  runFile: RUN_FILE,
  targets: ['pv', 'the hvm guest'],
  cases: 2,
  trials: 440,
  done: 0,
  order: 'interleaved',
  seed: 2008,
  estimateSeconds: 65,
};
const TRIAL: TrialEvent = {
  event: 'trial',
  trial: 7,
  attempt: 1,
  target: 'the hvm guest',
  case: 'tcp-small/64',
  round: 2,
  outcome: 'valid',
  reason: null,
  measurements: [{ metric: 'rate', value: 218.3, unit: '1/s' }],
  durationMs: 1_000,
  cv: 0.0082,
  done: 7,
  trials: 440,
  secondsLeft: 33,
};

/** The lines that a terminal shows for events. */
function shown(...events: RunEvent[]): readonly string[] {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const show = runDisplay({ write }, ['cpu', 'tcp-small/64']);
  for (const event of events) show(event);
  return text.trimEnd().split('\n');
}

test('the line of a trial, as it is really printed, leads to the trial', () => {
  const line = shown(PLAN, TRIAL).at(-1) ?? '';
  const [link] = findLinks(line, PRINTED);
  expect(link?.target).toEqual({ to: 'trial', runFile: RUN_FILE, trial: 7 });
  expect(line.slice(link?.start, (link?.start ?? 0) + (link?.length ?? 0))).toBe(
    '7  the hvm guest  tcp-small/64',
  );
});

test('so does the line of a trial without a value', () => {
  const invalid: RunEvent = {
    ...TRIAL,
    target: 'pv',
    case: 'cpu',
    outcome: 'invalid',
    measurements: [],
    reason: 'no number',
  };
  const line = shown(PLAN, invalid).at(-1) ?? '';
  expect(findLinks(line, PRINTED)[0]?.target).toMatchObject({ to: 'trial', trial: 7 });
});

test('the run file leads to its results, blanks in its path and all', () => {
  const line = shown(PLAN).find((one) => one.startsWith('Run file')) ?? '';
  const [link] = findLinks(line, PRINTED);
  expect(link?.target).toEqual({ to: 'run', runFile: RUN_FILE });
  expect(line.slice(link?.start)).toBe(RUN_FILE);
});

test('a mistake leads to its place in the experiment file, before there is any run file', () => {
  const line = `${EXPERIMENT}:12:5: The target "hmv" does not exist.`;
  expect(findLinks(line, { ...PRINTED, runFile: null })).toEqual([
    {
      start: 0,
      length: EXPERIMENT.length + ':12:5'.length,
      target: { to: 'experiment', path: EXPERIMENT, line: 12, column: 5 },
    },
  ]);
});

test.each([
  '',
  ' 12 apples',
  '7  nobody  tcp-small/64  1.0',
  '440 trials: 2 targets x 2 cases, interleaved, seed 2008, about 1 min 5 s',
  `${EXPERIMENT}: without a place`,
  'warning: pv: the connection was lost',
])('nothing else leads anywhere: %s', (line) => {
  expect(findLinks(line, PRINTED)).toEqual([]);
});
