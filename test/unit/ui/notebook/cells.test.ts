import { describe, expect, it } from 'vitest';
import type { RunEvent, TrialEvent } from '../../../../src/run/events.ts';
import { cellPlace } from '../../../../src/ui/notebook/completion-words.ts';
import { absolutePath, folderOfNotebook, notebookPath } from '../../../../src/ui/notebook/notebook-paths.ts';
import { firstProgress, followedRun } from '../../../../src/ui/notebook/progress-of-run.ts';

describe('paths of a notebook', () => {
  it('start from its folder, and lead back to the file', () => {
    expect(notebookPath('/w/books', '/w/.xenbench/runs/a.xenrun')).toBe('../.xenbench/runs/a.xenrun');
    expect(notebookPath('/w', '/w/runs/a.xenrun')).toBe('runs/a.xenrun');
    expect(absolutePath('/w/books', '../a.xenrun')).toBe('/w/a.xenrun');
    expect(absolutePath('/w/books', '/b/a.xenrun')).toBe('/b/a.xenrun');
  });

  it('start from the open folder where the notebook has no file yet', () => {
    expect(folderOfNotebook({ scheme: 'file', fsPath: '/w/b/x.xenbook' }, '/w')).toBe('/w/b');
    expect(folderOfNotebook({ scheme: 'untitled', fsPath: 'Untitled-1' }, '/w')).toBe('/w');
    expect(folderOfNotebook({ scheme: 'untitled', fsPath: 'Untitled-1' }, null)).toBeNull();
  });
});

/** The place at `|`. */
function placeAt(marked: string) {
  return cellPlace(marked.replace('|', ''), marked.indexOf('|'));
}

describe('the place of a cell that is typed at', () => {
  it.each([
    ['{ "experiment": "|" }', 'experiment'],
    ['{ "show": "chart", "run": "|" }', 'run'],
    ['{ "experiment": "a", "targets": ["|"] }', 'target'],
    ['{ "experiment": "a", "benchmarks": ["x", |] }', 'benchmark'],
    ['{ "show": "chart", "figure": "|" }', 'figure'],
    ['{ "show": "cv-table", "group": ["|"] }', 'group'],
  ])('wants words: %s', (text, wants) => {
    expect(placeAt(text)?.wants).toBe(wants);
  });

  it.each([
    '{ "show": "|" }',
    '{ "|": 1 }',
    '{ "targets": { "a": { "kind": "|" } }, "benchmarks": [] }',
    '{ "benchmarks": ["|"] }',
    '|',
  ])('wants none of ours: %s', (text) => {
    expect(placeAt(text)).toBeNull();
  });

  it('takes the place of what stands there, quotes and all', () => {
    expect(placeAt('{ "show": "chart", "run": "ab|c" }')).toMatchObject({ offset: 26, length: 5 });
  });
});

function trial(changes: Partial<TrialEvent>): TrialEvent {
  return {
    event: 'trial',
    trial: 1,
    attempt: 1,
    target: 'pv',
    case: 'cpu',
    round: 1,
    outcome: 'valid',
    reason: null,
    measurements: [],
    durationMs: 1,
    cv: null,
    done: 1,
    trials: 4,
    secondsLeft: 3,
    ...changes,
  };
}

describe('the progress of a cell', () => {
  const follow = (...events: readonly RunEvent[]) => {
    const followed = followedRun(firstProgress('A <b>', 'a.xenrun'));
    for (const event of events) followed.add(event);
    return followed.progress();
  };

  it('counts trials, those without a value too, and knows the largest CV so far', () => {
    const progress = follow(
      trial({ cv: 0.5 }),
      trial({ target: 'hvm', cv: 0.1, done: 2 }),
      trial({ cv: 0.2, done: 3 }),
      trial({ outcome: 'failed', done: 4, secondsLeft: 0 }),
    );
    expect(progress).toMatchObject({
      done: 4,
      trials: 0,
      notValid: 1,
      worst: { target: 'pv', case: 'cpu', cv: 0.2 },
      last: { target: 'pv', cv: null },
    });
  });

  it('says when it is being cancelled, and what the person must know: the last of it, as one line each', () => {
    const warnings = Array.from(
      { length: 9 },
      (_, index): RunEvent => ({
        event: 'warning',
        message: `a\n${index}\u001b[31m`,
      }),
    );
    const progress = follow({ event: 'cancelling' }, ...warnings);
    expect(progress.cancelling).toBe(true);
    expect(progress.warnings).toEqual(['a 4', 'a 5', 'a 6', 'a 7', 'a 8']);
  });
});
