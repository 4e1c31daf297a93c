import { describe, expect, test, vi } from 'vitest';
import type { RunEvent, TrialEvent } from '../../../src/run/events.ts';
import { progressLine } from '../../../src/terminal/progress-bar.ts';
import { runDisplay } from '../../../src/terminal/run-display.ts';

function screen(isTTY: boolean, columns = 80) {
  let text = '';
  return {
    isTTY,
    columns,
    write: (more: string) => {
      text += more;
    },
    text: () => text,
  };
}

const PLAN: RunEvent = {
  event: 'plan',
  title: 'PV against HVM',
  runFile: 'runs/a.xenrun',
  targets: ['pv', 'hvm'],
  cases: 2,
  trials: 40,
  done: 0,
  order: 'interleaved',
  seed: 2008,
  estimateSeconds: 65,
};
const TRIAL: TrialEvent = {
  event: 'trial',
  trial: 7,
  attempt: 1,
  target: 'pv',
  case: 'cpu',
  round: 2,
  outcome: 'valid',
  reason: null,
  measurements: [{ metric: 'mflops', value: 218.3, unit: 'MFLOPS' }],
  durationMs: 1_000,
  cv: 0.0082,
  done: 7,
  trials: 40,
  secondsLeft: 33,
};

test('into a file: one plain line an event, no escape sequences', () => {
  const out = screen(false);
  const show = runDisplay(out, ['cpu', 'disk/128M']);
  for (const event of [PLAN, TRIAL]) show(event);
  expect(out.text()).toBe(
    'PV against HVM\n' +
      '40 trials: 2 targets x 2 cases, interleaved, seed 2008, about 1 min 5 s\n' +
      'Run file: runs/a.xenrun\n' +
      ' 7  pv   cpu           218.3 MFLOPS          1 s  CV  0.82 %\n',
  );
});

test('on a terminal: the progress line is drawn over and gone at the end', () => {
  const out = screen(true);
  const show = runDisplay(out, ['cpu']);
  show(PLAN);
  show(TRIAL);
  expect(out.text()).toContain('7/40  17 %  33 s left');
  show({
    event: 'end',
    outcome: 'completed',
    runFile: 'a',
    trials: 40,
    valid: 40,
    left: 0,
    refused: [],
    undone: [],
  });
  const lastLine = out.text().split('\n').at(-1);
  expect(lastLine).toBe('');
  expect(out.text()).toContain('Done: 40 of 40 trials valid.');
});

test('what has just begun stands in the progress line, even where it began right after a trial', () => {
  vi.useFakeTimers();
  try {
    const out = screen(true);
    const show = runDisplay(out, ['cpu']);
    show(PLAN);
    show(TRIAL);
    show({ event: 'trial-start', trial: 8, target: 'hvm', case: 'cpu', round: 2 });
    vi.advanceTimersByTime(1_000);
    expect(out.text().split('\r').at(-1)).toMatch(/7\/40 .* hvm cpu$/);
    show({ event: 'warmup', target: 'pv', case: 'cpu' });
    show.clear();
    const before = out.text();
    vi.advanceTimersByTime(1_000);
    expect(out.text()).toBe(before);
  } finally {
    vi.useRealTimers();
  }
});

test('the progress line never reaches the last column', () => {
  for (let width = 20; width <= 200; width += 7) {
    const line = progressLine({ done: 1, trials: 3, secondsLeft: 1e6, now: 'x'.repeat(500) }, width);
    expect(line.length).toBeLessThanOrEqual(width);
  }
});

describe('what a host or a file says cannot command the terminal', () => {
  test.each([
    {
      ...TRIAL,
      target: '\u001b[2Jpv',
      outcome: 'invalid' as const,
      measurements: [],
      reason: 'a\u001b]0;x\u0007b\r\n',
    },
    { event: 'warning' as const, message: 'bad \u001b[31m thing\u0007' },
    { ...PLAN, title: 'title \u001b[2J', runFile: 'file\u009b2J' },
    {
      event: 'target' as const,
      target: 'p\u001bv',
      status: 'pending' as const,
      simulated: null,
      label: null,
      proof: null,
      message: '\u001bc',
    },
  ])('%j', (event) => {
    const out = screen(false);
    runDisplay(out, ['cpu'])(event);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
    expect(out.text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

test('a cancelled run says how to go on, but only where there is a run file', () => {
  const told = (runFile: string | null) => {
    const out = screen(false);
    runDisplay(out, ['cpu'])({
      event: 'end',
      outcome: 'cancelled',
      runFile,
      trials: 40,
      valid: 7,
      left: 33,
      refused: [],
      undone: ['host1 did not confirm'],
    });
    return out.text();
  };
  expect(told('a.xenrun')).toBe(
    'Cancelled: 7 of 40 trials valid.\nGo on with: --resume a.xenrun\nLeft undone: host1 did not confirm\n',
  );
  expect(told(null)).not.toContain('--resume');
});

test('what a person can do next is told in the words of the place', () => {
  const out = screen(false);
  const show = runDisplay(out, ['cpu'], { resume: (runFile) => `Press the button of ${runFile}` });
  show({
    event: 'end',
    outcome: 'completed',
    runFile: 'a\u001b[2J',
    trials: 4,
    valid: 3,
    left: 1,
    refused: [],
    undone: [],
  });
  expect(out.text()).toContain('Press the button of a\n');
  expect(out.text()).not.toContain('--resume');
});

test('a screen that knows whether it shows colours is asked before the environment', () => {
  const colourful = screen(false);
  runDisplay({ ...colourful, colour: true }, ['cpu'])(PLAN);
  expect(colourful.text()).toContain('\u001b[1mPV against HVM');
  const plain = screen(true);
  runDisplay({ ...plain, colour: false }, ['cpu'])(PLAN);
  expect(plain.text()).not.toContain('\u001b[1m');
});
