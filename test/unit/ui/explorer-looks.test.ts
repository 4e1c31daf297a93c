import { describe, expect, test } from 'vitest';
import type { Target } from '../../../src/experiment/model.ts';
import { readExperimentText } from '../../../src/experiment/read.ts';
import { ITEMS } from '../../../src/manifest.ts';
import { benchmarkLook } from '../../../src/ui/explorer/benchmark-look.ts';
import { type ExperimentFacts, experimentLook } from '../../../src/ui/explorer/experiment-look.ts';
import { groupLook, olderLook } from '../../../src/ui/explorer/group-look.ts';
import type { Lens, Look } from '../../../src/ui/explorer/look.ts';
import { entryRows } from '../../../src/ui/explorer/outline.ts';
import { type RunItemFacts, runLook } from '../../../src/ui/explorer/run-look.ts';
import { type TargetFacts, targetLook } from '../../../src/ui/explorer/target-look.ts';
import { ago, shortly } from '../../../src/ui/explorer/when.ts';
import { ACTED_ON, HOSTILE } from '../report/hostile.ts';

const NOW = Date.parse('2026-11-22T14:03:00.000Z');
const lens: Lens = {
  now: NOW,
  locale: 'en',
  l10n: {
    t: (message: unknown, ...values: unknown[]) =>
      String(message).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)])),
  },
};

const TEXT = `{
  "title": "PV against HVM",
  "targets": {
    "bare": { "kind": "native", "host": "bench1" },
    "hvm": { "kind": "hvm", "host": "root@10.0.0.12", "jump": "dom0" }
  },
  "peer": { "address": "10.0.0.2" },
  "benchmarks": [
    "tcp-small",
    { "benchmark": "tcp-small", "sizes": [1024] },
    { "benchmark": "disk", "mode": "durable", "name": "scratch" },
    { "benchmark": "command", "name": "fio", "run": "fio" }
  ]
}`;

function experimentFacts(changes: Partial<ExperimentFacts> = {}, text = TEXT): ExperimentFacts {
  const { experiment, diagnostics } = readExperimentText(text, 'demo.xenbench.jsonc');
  return {
    name: 'demo',
    path: 'lab/demo.xenbench.jsonc',
    folder: '',
    experiment,
    diagnostics,
    running: null,
    checking: false,
    seconds: 4_320,
    ...changes,
  };
}

describe('an experiment', () => {
  test('has its title behind its name, and in its tooltip how large it is', () => {
    const look = experimentLook(experimentFacts(), lens);
    expect([look.label, look.description, look.context]).toEqual([
      'demo',
      'PV against HVM',
      ITEMS.experiment,
    ]);
    expect(look.tooltip).toContain('lab/demo.xenbench.jsonc');
    expect(look.tooltip.join()).toContain('trials: 280, about 1 h 12 min');
  });

  test('with mistakes shows the first and its line', () => {
    const look = experimentLook(experimentFacts({}, TEXT.replace('"peer"', '"pear"')), lens);
    expect(look).toMatchObject({ icon: 'error', context: ITEMS.experimentBroken });
    expect(look.description).toMatch(/^line 7: Unknown key "pear"/);
  });

  test('counts while a run goes on', () => {
    const look = experimentLook(experimentFacts({ running: { done: 120, trials: 330 } }), lens);
    expect(look).toMatchObject({ icon: 'loading~spin', context: ITEMS.experimentRunning });
    expect(look.description).toBe('120 / 330, PV against HVM');
    expect(look.spoken).toContain('120 of 330 trials');
  });

  test('tells its folder where its name is not enough', () => {
    expect(experimentLook(experimentFacts({ folder: 'lab' }), lens).description).toBe('lab, PV against HVM');
  });
});

function targetFacts(changes: Partial<TargetFacts> = {}): TargetFacts {
  const target: Target = {
    name: 'HVM guest',
    kind: 'hvm',
    under: null,
    host: 'root@10.0.0.12',
    jump: 'dom0',
    identityFile: null,
    domain: null,
  };
  return { target, isBaseline: false, outcome: null, checking: false, ...changes };
}

const READY = {
  at: '2026-11-22T13:58:00.000Z',
  address: 'root@10.0.0.12:22',
  simulated: false,
  system: 'Debian 12',
  proved: {
    label: 'HVM, PV drivers',
    status: 'proved',
    sentence: 'It is HVM: /sys/hypervisor/guest_type says HVM.',
    evidence: [{ source: '/sys/hypervisor/guest_type', says: 'HVM' }],
  },
  problems: [],
};

describe('a target', () => {
  test('shows kind and host, and says that its kind is not proved', () => {
    const look = targetLook(targetFacts(), lens);
    expect([look.label, look.description, look.icon]).toEqual(['HVM guest', 'hvm  root@10.0.0.12', 'vm']);
    expect(look.tooltip).toContain('Through: dom0');
    expect(look.tooltip.join()).toContain('hvm, not proved yet:');
    expect(look.tooltip.at(-1)).toBe('Not checked');
  });

  test('that was found ready says so by colour and word, and when', () => {
    const look = targetLook(targetFacts({ outcome: READY, isBaseline: true }), lens);
    expect(look).toMatchObject({
      icon: 'vm',
      colour: 'testing.iconPassed',
      description: 'hvm  root@10.0.0.12  baseline, ready, HVM, PV drivers',
    });
    expect(look.tooltip.join('\n')).toMatch(
      /Checked 5 minutes ago \(.+\): ready\nSeen: root@10.0.0.12:22, Debian 12/,
    );
    expect(look.tooltip).toEqual(
      expect.arrayContaining(['Kind: hvm, proved: HVM, PV drivers', '/sys/hypervisor/guest_type says HVM']),
    );
    const simulated = targetLook(targetFacts({ outcome: { ...READY, simulated: true } }), lens);
    expect(simulated.description).toContain('ready, simulated');
  });

  test('with something in its way shows what', () => {
    const problems = ['netperf is missing: apt-get install netperf.', 'cc is missing.'];
    const look = targetLook(targetFacts({ outcome: { ...READY, address: null, problems } }), lens);
    expect(look).toMatchObject({ icon: 'error', context: ITEMS.target });
    expect(look.description).toBe(`hvm  root@10.0.0.12  ${problems[0]}`);
    expect(look.tooltip).toEqual(expect.arrayContaining(problems));
  });

  test('that is being checked can be told from others by menus', () => {
    expect(targetLook(targetFacts({ checking: true }), lens)).toMatchObject({
      icon: 'loading~spin',
      context: ITEMS.targetChecking,
    });
  });
});

test('a benchmark shows what it measures where its name does not tell, its sizes and its time', () => {
  const { experiment } = experimentFacts();
  if (experiment === null) throw new Error('the experiment has mistakes');
  const rows = entryRows(TEXT, experiment);
  expect(rows.map(({ index, name, benchmark, cases }) => [index, name, benchmark, cases])).toEqual([
    [0, 'tcp-small', 'tcp-small', 6],
    [1, 'tcp-small', 'tcp-small', 1],
    [2, 'scratch', 'disk', 6],
    [3, 'fio', 'command', 1],
  ]);
  const [small, , scratch, fio] = rows.map((row) => benchmarkLook(row, lens));
  expect(small?.description).toMatch(/^16 \.\.\. 512 {2}about /);
  expect(scratch?.description).toMatch(/^disk {2}128M \.\.\. 4G {2}about /);
  expect(fio?.description).toMatch(/^command {2}about /);
  expect(small?.context).toBe(ITEMS.benchmark);
  // Two targets of ten repetitions with six cases of at least three seconds each.
  expect(rows[0]?.seconds).toBeGreaterThanOrEqual(2 * 10 * 6 * 3);
});

const PATH = '/lab/.xenbench/runs/demo-2026-11-22T13-51-00Z.xenrun';
const COMPLETED = {
  ok: true,
  startedAt: '2026-11-22T13:51:00.000Z',
  title: 'PV against HVM',
  valid: 330,
  planned: 330,
  worstCv: { cv: 0.138, group: 'TCP small', target: 'HVM' },
  simulated: false,
  doubtful: false,
  labels: ['hvm: HVM, emulated devices (proved)'],
  outcome: 'completed',
  writing: false,
} as const;

function run(changes: Partial<RunItemFacts> = {}): Look {
  return runLook(
    { path: PATH, shownPath: 'demo.xenrun', summary: COMPLETED, running: null, ...changes },
    lens,
  );
}

describe('a run', () => {
  test('shows when, trials, and its worst CV in number and word', () => {
    const look = run();
    expect(look).toMatchObject({
      label: '12 minutes ago',
      description: '330 of 330 valid, CV up to 13.8 % noisy (TCP small)',
      icon: 'pass',
      context: ITEMS.run,
    });
    expect(look.tooltip).toContain('Largest coefficient of variation: 13.80 % noisy, TCP small on HVM');
  });

  test('that is simulated says so before anything that may be cut off', () => {
    const look = run({ summary: { ...COMPLETED, simulated: true } });
    expect(look.description).toMatch(/^330 of 330 valid, simulated, /);
    expect(look.tooltip).toContain('Simulated guests: not a measurement of Xen');
  });

  test.each([
    [{ valid: 328 }, 'warning', ITEMS.runIncomplete, '328 of 330 valid'],
    [{ valid: 12, outcome: 'cancelled' }, 'circle-slash', ITEMS.runIncomplete, 'cancelled, 12 of 330 valid'],
    [{ valid: 12, outcome: 'failed' }, 'error', ITEMS.runIncomplete, 'stopped by an error, 12 of 330 valid'],
    [{ valid: 12, outcome: null }, 'debug-disconnect', ITEMS.runIncomplete, 'cut off, 12 of 330 valid'],
    [
      { valid: 12, outcome: null, writing: true },
      'sync~spin',
      ITEMS.runElsewhere,
      'another process writes it, 12 of 330 valid',
    ],
  ] as const)('%j is told apart by icon, word and menus', (changes, icon, context, words) => {
    const look = run({ summary: { ...COMPLETED, ...changes } });
    expect(look).toMatchObject({ icon, context });
    expect(look.description.startsWith(words), look.description).toBe(true);
  });

  test('that goes on counts, with its time left and what is not valid', () => {
    const running = {
      done: 120,
      trials: 330,
      secondsLeft: 185,
      now: 'hvm disk/1G',
      notValid: 2,
      cancelling: false,
    };
    expect(run({ running })).toMatchObject({
      description: '120 / 330, 3 min 5 s left, 2 not valid',
      icon: 'loading~spin',
      context: ITEMS.runRunning,
    });
    expect(run({ running: { ...running, cancelling: true } }).description).toContain('cancelling');
    expect(run({ running: { ...running, trials: 0 } }).description).toBe('..., 2 not valid');
  });

  test('that cannot be read says why', () => {
    const look = run({ summary: { ok: false, problem: 'x.xenrun:3: not a line of JSON.' } });
    expect(look).toMatchObject({ icon: 'error', context: ITEMS.runBroken, description: 'cannot be read' });
    expect(look.tooltip[0]).toBe('x.xenrun:3: not a line of JSON.');
  });

  test('that was not read yet goes by its name', () => {
    expect(run({ summary: null })).toMatchObject({ label: '12 minutes ago', description: '' });
    expect(run({ summary: null, path: '/lab/mine.xenrun' }).label).toBe('mine.xenrun');
  });
});

test('groups show how many there are', () => {
  expect(groupLook('runs', 3, lens)).toMatchObject({ label: 'Runs', description: '3', context: ITEMS.runs });
  expect(olderLook(1, lens).label).toBe('1 older run');
  expect(olderLook(12, lens).label).toBe('12 older runs');
});

test('no text of a file or a host reaches the tree with anything in it that is acted on', () => {
  const { experiment } = experimentFacts();
  if (experiment === null) throw new Error('the experiment has mistakes');
  const summary = {
    ...COMPLETED,
    startedAt: HOSTILE,
    title: HOSTILE,
    worstCv: { cv: 1, group: HOSTILE, target: HOSTILE },
  };
  const [diagnostic] = experimentFacts({}, '{').diagnostics;
  if (diagnostic === undefined) throw new Error('no diagnostic');
  const proved = {
    ...READY.proved,
    label: HOSTILE,
    sentence: HOSTILE,
    evidence: [{ source: HOSTILE, says: HOSTILE }],
  };
  const outcome = {
    ...READY,
    proved,
    at: HOSTILE,
    address: HOSTILE,
    system: HOSTILE,
    problems: [HOSTILE, HOSTILE],
  };
  const target = {
    ...targetFacts().target,
    name: HOSTILE,
    host: HOSTILE,
    jump: HOSTILE,
    identityFile: HOSTILE,
  };
  const domain = {
    dom0: HOSTILE,
    name: HOSTILE,
    config: HOSTILE,
    bootSeconds: 300,
    graceSeconds: 120,
    alongside: false,
  };
  const looks = [
    experimentLook(experimentFacts({ name: HOSTILE, path: HOSTILE, folder: HOSTILE }), lens),
    experimentLook(experimentFacts({ experiment: { ...experiment, title: HOSTILE } }), lens),
    experimentLook(
      experimentFacts({ experiment: null, diagnostics: [{ ...diagnostic, message: HOSTILE }] }),
      lens,
    ),
    targetLook({ target: { ...target, domain }, isBaseline: true, outcome, checking: false }, lens),
    ...entryRows(TEXT, experiment).map((row) =>
      benchmarkLook({ ...row, name: HOSTILE, group: HOSTILE, benchmark: 'command' }, lens),
    ),
    run({ summary, shownPath: HOSTILE }),
    run({ summary: { ok: false, problem: HOSTILE }, path: HOSTILE, shownPath: HOSTILE }),
  ];
  for (const { label, description, tooltip, spoken } of looks) {
    for (const text of [label, description, spoken, ...tooltip]) {
      expect(text).not.toMatch(ACTED_ON);
      expect(text).not.toMatch(/[\r\n]/);
    }
  }
});

test('instants are told from now, and never in the future', () => {
  const at = (ms: number) => new Date(NOW - ms).toISOString();
  expect(ago(at(0), NOW, 'en')).toBe('now');
  expect(ago(at(-5_000), NOW, 'en')).toBe('now');
  expect(ago(at(90_000), NOW, 'en')).toBe('1 minute ago');
  expect(ago(at(26 * 3_600_000), NOW, 'en')).toBe('yesterday');
  expect(ago(at(26 * 3_600_000), NOW, 'pt-br')).toBe('ontem');
  expect(ago('rubbish', NOW, 'en')).toBe('rubbish');
  expect(shortly(at(2 * 3_600_000), NOW, 'en')).toBe('2 hours ago');
  expect(shortly(at(3 * 86_400_000), NOW, 'en')).toMatch(/^Nov (18|19|20), \d/);
  expect(shortly(at(400 * 86_400_000), NOW, 'en')).toContain('2025');
});
