import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { TargetRecord } from '../../../src/journal/records.ts';
import { differentWords, tellingWords } from '../../../src/report/command-line-words.ts';
import { changedFacts, differenceLines, shownValue } from '../../../src/report/differences.ts';
import type { Difference, Report } from '../../../src/report/model.ts';
import { renderReport } from '../../../src/report/render.ts';
import { HOSTILE } from './hostile.ts';
import { experimentOf, reportOf, sampleRun, targetRecord } from './sample.ts';

const whole = sampleRun({ simulated: () => false });

type Facts = Readonly<Record<string, unknown>>;

/** A report of bare, pv and hvm with these environments. */
function comparing(
  bare: Facts,
  pv: Facts,
  hvm: Facts | null = null,
  changes: Partial<TargetRecord> = {},
): Report {
  const targets = [
    targetRecord({ target: 'bare', environment: bare }),
    targetRecord({ target: 'pv', environment: pv, ...changes }),
    ...(hvm === null ? [] : [targetRecord({ target: 'hvm', environment: hvm })]),
  ];
  return reportOf({ ...whole, file: { ...whole.file, targets } });
}

const told = ({ differences }: Report) =>
  differences.map(({ target, baseline, fact, values, expected }) => [
    target,
    baseline,
    fact,
    values,
    expected,
  ]);

describe('what spoils a comparison', () => {
  it('is each fact that target and baseline tell otherwise', () => {
    expect(
      told(
        comparing(
          { release: '6.6.0', governor: 'performance', cpus: '4' },
          { release: '6.1.0', governor: 'performance', cpus: '4' },
        ),
      ),
    ).toEqual([['pv', 'bare', 'release', ['6.1.0', '6.6.0'], false]]);
  });

  it('comes before what the kinds explain', () => {
    const { differences } = comparing(
      { clocksource: 'tsc', dmi_vendor: 'Dell', 'disk.io_scheduler:/srv': 'none', cpus: '8' },
      { clocksource: 'xen', dmi_vendor: 'Xen', 'disk.io_scheduler:/srv': 'bfq', cpus: '4' },
    );
    expect(differences.map(({ label, expected }) => [label, expected])).toEqual([
      ['processors online', false],
      ['I/O scheduler of /srv', false],
      ['clock source', true],
      ['vendor', true],
    ]);
  });

  it('is a clock that no kind should have', () => {
    expect(told(comparing({ clocksource: 'hpet' }, { clocksource: 'xen' }))[0]?.at(-1)).toBe(false);
  });

  it('is told from models of the demo lab by nothing: they are no machines', () => {
    const targets = [
      targetRecord({ target: 'bare', simulated: true, environment: { release: '1' } }),
      targetRecord({ target: 'pv', simulated: true, environment: { release: '2' } }),
    ];
    expect(reportOf({ ...whole, file: { ...whole.file, targets } }).differences).toEqual([]);
  });
});

describe('what is no difference', () => {
  test.each([
    ['a fact that only one of them tells', { libc: 'glibc 2.36' }, {}],
    [
      'memory that the kernels keep for themselves',
      { memory_total_kib: '1000000' },
      { memory_total_kib: '980000' },
    ],
    [
      'buffers that Linux derives from such memory',
      { sysctl_tcp_rmem: '4096\t131072\t2572480' },
      { sysctl_tcp_rmem: '4096\t131072\t2565472' },
    ],
    ['the same words of a command line in another order', { cmdline: 'a=1 b' }, { cmdline: 'b a=1' }],
    [
      'consoles and disks of a command line',
      { cmdline: 'root=/dev/sda ro' },
      { cmdline: 'console=hvc0 root=/dev/xvda' },
    ],
    ['what the label of a target says already', { hypervisor_type: 'xen' }, { hypervisor_type: 'kvm' }],
  ])('%s', (_, bare, pv) => expect(comparing(bare, pv).differences).toEqual([]));

  test('but a frequency governor that a guest cannot have is told, as explained', () => {
    expect(told(comparing({ governor: 'powersave' }, {}))).toEqual([
      ['pv', 'bare', 'governor', [null, 'powersave'], true],
    ]);
  });
});

test('buffers that somebody set otherwise are told', () => {
  const [one, other] = ['4096 131072 6291456', '4096 131072 16777216'];
  expect(told(comparing({ sysctl_tcp_rmem: one }, { sysctl_tcp_rmem: other }))).toEqual([
    ['pv', 'bare', 'sysctl_tcp_rmem', [other, one], false],
  ]);
});

test('of command lines only the words that either has are told', () => {
  expect(
    told(
      comparing(
        { cmdline: 'BOOT_IMAGE=/vmlinuz root=UUID=1 ro quiet mitigations=off nokaslr' },
        { cmdline: 'console=hvc0 mitigations=auto nokaslr' },
      ),
    ),
  ).toEqual([['pv', 'bare', 'cmdline', ['mitigations=auto', 'mitigations=off'], false]]);
});

test('a mitigation that a PV guest leaves to Xen is explained, another is not', () => {
  const left = { mitigation_meltdown: 'Unknown (XEN PV detected, hypervisor mitigation required)' };
  expect(told(comparing({ mitigation_meltdown: 'Mitigation: PTI' }, left))[0]?.at(-1)).toBe(true);
  expect(
    told(comparing({ mitigation_mds: 'Vulnerable' }, { mitigation_mds: 'Not affected' }))[0]?.at(-1),
  ).toBe(false);
});

test('a program of another version is told once, of the same version by its bytes', () => {
  const program = (version: string, sha256: string) => ({
    'program.version:netperf': version,
    'program.sha256:netperf': sha256,
  });
  const facts = (one: Facts, other: Facts) => comparing(one, other).differences.map(({ fact }) => fact);
  expect(facts(program('2.7', 'a'), program('2.6', 'b'))).toEqual(['program.version:netperf']);
  expect(facts(program('2.7', 'a'), program('2.7', 'b'))).toEqual(['program.sha256:netperf']);
});

test('between two targets of one sort nothing is explained by the kinds', () => {
  const experiment = experimentOf({
    targets: experimentOf().targets.map((each) => ({ ...each, kind: 'pv' })),
  });
  const run = sampleRun({ experiment, simulated: () => false });
  const targets = ['bare', 'pv'].map((name) =>
    targetRecord({
      target: name,
      environment: { clocksource: name === 'pv' ? 'xen' : 'tsc', dmi_vendor: name },
    }),
  );
  const { differences } = reportOf({ ...run, file: { ...run.file, targets } });
  expect(differences.map(({ expected }) => expected)).toEqual([false, false]);
  // HVM with PV drivers and with emulated devices are two sorts of one kind.
  const labelled = targets.map((record) => ({ ...record, observed: { label: record.target } }));
  const sorts = reportOf({ ...run, file: { ...run.file, targets: labelled } }).differences;
  expect(sorts.every(({ expected }) => expected)).toBe(true);
});

test('several targets that differ alike are one line', () => {
  const { differences } = comparing({ release: '6.6' }, { release: '6.1' }, { release: '6.1' });
  expect(differenceLines(differences)).toEqual([
    { label: 'kernel', text: '6.1 on pv and hvm, 6.6 on bare', expected: false },
  ]);
});

test('a target of a later run is compared with that of the same name in the first, too', () => {
  const run = (id: string, release: string, seed: number) => {
    const given = sampleRun({ id, experiment: experimentOf({ seed }), simulated: () => false });
    const targets = [targetRecord({ target: 'pv', environment: { release } })];
    return { ...given, file: { ...given.file, targets } };
  };
  expect(told(reportOf(run('a', '6.1', 1), run('b', '6.6', 2)))).toEqual([
    ['pv (run 2)', 'pv', 'release', ['6.6', '6.1'], false],
  ]);
});

test('every rendering tells them', () => {
  const report = comparing({ release: '6.6.0', dmi_vendor: 'Dell' }, { release: '6.1.0', dmi_vendor: 'Xen' });
  for (const format of ['text', 'markdown', 'latex'] as const) {
    const text = renderReport(report, format, { width: 100, colour: false }).replaceAll('\\', '');
    expect(text).toContain('What differs beside the kind');
    expect(text).toContain('kernel: 6.1.0 on pv, 6.6.0 on bare');
    expect(text).toContain('Explained by the kinds: vendor');
  }
});

test('facts that changed within a target are those that its records both tell', () => {
  const records = [
    { release: '6.1', kernels: { membw: { compiler: 'gcc 12', sha256: null } }, cpus: '2' },
    { release: '6.6', kernels: { membw: { compiler: 'gcc 13', sha256: 'a' } }, cpus: '2', libc: 'new' },
  ].map((environment) => targetRecord({ environment }));
  expect(changedFacts(records)).toEqual(['release', 'kernels.membw.compiler']);
});

describe('words of a command line', () => {
  it('that name a place or a console tell nothing', () => {
    expect(
      tellingWords(
        'BOOT_IMAGE=/boot/vmlinuz-6.1 root=UUID=ab ro console=ttyS0,115200 quiet mitigations=off rootless=1',
      ),
    ).toEqual(['mitigations=off', 'rootless=1']);
  });

  it('are told on both sides apart, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const [a, b] = differentWords(one, other);
        expect(differentWords(other, one)).toEqual([b, a]);
        expect(differentWords(one, one)).toEqual(['', '']);
      }),
    );
  });
});

test('whatever hosts say, differences are bounded and the renderings safe', () => {
  const many = (word: string) =>
    Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`${HOSTILE}${index}`, `${word}${HOSTILE}`.repeat(50)]),
    );
  const report = comparing(many('a'), many('b'), many('c'));
  const most = (name: string) => report.differences.filter(({ target }) => target === name).length;
  expect(most('pv')).toBe(100);
  expect(most('hvm')).toBe(100);
  const longest = ({ fact, label, values }: Difference) =>
    Math.max(...[fact, label, ...values.map(shownValue)].map(({ length }) => length));
  expect(Math.max(...report.differences.map(longest))).toBeLessThanOrEqual(203);
  const text = renderReport(report, 'text', { width: 80, colour: false });
  expect(text).not.toMatch(/[^\P{Cc}\r\n]|\p{Cf}/u);
});
