import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/experiment/model.ts';
import { readExperiment } from '../../../src/experiment/read.ts';
import type { TargetRecord } from '../../../src/journal/records.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { ACTED_ON, HOSTILE, hostileReport } from './hostile.ts';
import { experimentOf, reportOf, sampleRun, target, targetRecord } from './sample.ts';

const { experiment: paper } = readExperiment(
  new TextEncoder().encode(
    JSON.stringify({
      targets: {
        bare: { kind: 'native', host: 'a' },
        pv: { kind: 'pv', host: 'b', domain: { dom0: 'd', name: 'pv' } },
        hvm: { kind: 'hvm', host: 'c', domain: { dom0: 'd', name: 'hvm' } },
      },
      peer: { address: 'p' },
      benchmarks: [
        'tcp-small',
        'tcp-medium',
        'tcp-large',
        'udp-small',
        'udp-medium',
        'memory',
        'disk',
        'cpu',
      ],
      order: 'sequential',
      warmup: 0,
    }),
  ),
  'paper.xenbench.jsonc',
);

function told(
  changes: Partial<Experiment>,
  environments: Record<string, Record<string, string>> | null = null,
) {
  if (paper === null) throw new Error('the experiment of the paper does not read');
  const experiment = { ...paper, ...changes };
  const run = sampleRun({ experiment, simulated: () => environments === null });
  const targets = Object.entries(environments ?? {}).map(
    ([name, environment]): TargetRecord => targetRecord({ target: name, environment }),
  );
  return reportOf({ ...run, file: environments === null ? run.file : { ...run.file, targets } }).deviations;
}
const about = (sentences: readonly string[], word: string) => sentences.filter((each) => each.includes(word));

describe('of the plan', () => {
  it('there are none where it is the one of 2008', () => {
    expect(told({})).toEqual([]);
  });

  it('fewer repetitions are told, not more', () => {
    expect(told({ repetitions: 3 })).toEqual([
      'Every value was planned 3 times; in 2008 it was measured 10 times.',
    ]);
    expect(told({ repetitions: 30 })).toEqual([]);
  });

  it('groups left out and other sizes are told', () => {
    const cases = (paper?.cases ?? []).filter(
      ({ id }) => id !== 'tcp-small/32' && !id.startsWith('udp') && id !== 'memory',
    );
    expect(told({ cases })).toEqual([
      'Not measured, but in 2008: UDP small, UDP medium and Memory.',
      'TCP small was measured with 16, 64, 128, 256 and 512; the method takes 16, 32, 64, 128, 256 and 512.',
    ]);
  });

  it('other kinds of targets are told', () => {
    const targets = [target('pv'), target('pvh', 'pvh')].map((each) => ({
      ...each,
      domain: {
        dom0: 'd',
        name: each.name,
        config: null,
        bootSeconds: 300,
        graceSeconds: 120,
        alongside: false,
      },
    }));
    expect(told({ targets, baseline: 'pv' })).toEqual([
      'Not among the targets, but in 2008: no virtualisation and HVM.',
      'Among the targets, but not in 2008: PVH.',
    ]);
  });

  it('order, warm-up, boots and guests side by side are told', () => {
    const targets = (paper?.targets ?? []).map((each) => ({ ...each, domain: null }));
    expect(told({ order: 'interleaved', warmup: 1, boots: 2, targets })).toEqual([
      'The trials were shuffled, round by round; the 2008 method does all runs of a value in a row.',
      'Each case was warmed up by 1 run that is not measured; the 2008 paper tells of none.',
      'The repetitions are spread over 2 boots of each target; the 2008 paper tells of one.',
      'The guests may have been up at the same time; in 2008 a machine ran one guest at a time.',
    ]);
  });

  it('a run of nothing but commands reproduces nothing', () => {
    const cases = experimentOf().cases.filter(({ benchmark }) => benchmark === 'command');
    expect(told({ cases, repetitions: 1 })).toEqual([]);
  });
});

describe('of what was measured', () => {
  it('nothing is told where all targets are models', () => {
    expect(told({})).toEqual([]);
  });

  it('the tools are told', () => {
    const sentences = told({}, { bare: {} });
    expect(sentences).toEqual([
      'Network cases need netperf 2.5 or later; that of 2008 was 2.4.',
      'Memory is measured by a STREAM-compatible kernel of our own, not by STREAM itself.',
      'CPU is measured by a Linpack-compatible kernel of our own, not by Linpack-PC.',
    ]);
    const cases = (paper?.cases ?? []).map((case_) =>
      case_.benchmark === 'memory' || case_.benchmark === 'cpu' ? { ...case_, binary: '/bin/stream' } : case_,
    );
    expect(about(told({ cases }, { bare: {} }), 'our own')).toEqual([]);
  });

  it('machines and their memory are told', () => {
    const sentences = told(
      {},
      { bare: { cpu_model: 'EPYC', system: 'Linux', release: '6.1.0', memory_total_kib: '16777216' } },
    );
    expect(about(sentences, 'machines')).toEqual([
      'The machines are others: bare is EPYC with Linux 6.1.0; in 2008 Intel Xeon E5335 with Linux 2.6.20 and Xen 3.2.0.',
    ]);
    expect(about(sentences, 'page cache')).toHaveLength(1);
  });

  it('PV drivers of an HVM guest are told unless it was booted without them', () => {
    const drivers = (environment: Record<string, string>) =>
      about(told({}, { hvm: environment }), 'PV drivers');
    expect(drivers({ release: '6.1.0' })).toHaveLength(1);
    expect(drivers({})).toHaveLength(1);
    expect(drivers({ release: '2.6.20' })).toEqual([]);
    expect(drivers({ release: '6.1.0', cmdline: 'root=/dev/xvda xen_emul_unplug=never quiet' })).toEqual([]);
    expect(drivers({ system: 'FreeBSD', release: '14.0' })).toEqual([]);
    expect(about(told({}, { hvm: {} }), 'hap=0')).toHaveLength(1);
  });

  it('mitigations of a 64-bit PV guest are told from Linux 4.15 on', () => {
    const mitigated = (environment: Record<string, string>) => about(told({}, { pv: environment }), 'L1TF');
    expect(mitigated({ machine: 'x86_64', release: '4.15.0-1' })).toHaveLength(1);
    expect(mitigated({ machine: 'x86_64', release: '4.14.9' })).toEqual([]);
    expect(mitigated({ machine: 'i686', release: '6.1.0' })).toEqual([]);
    expect(mitigated({ machine: 'x86_64' })).toEqual([]);
  });
});

it('of several experiments says of which run a sentence is', () => {
  const one = sampleRun();
  const other = sampleRun({ id: 'run-b', experiment: experimentOf({ repetitions: 2, order: 'sequential' }) });
  const { deviations } = reportOf(one, other);
  expect(deviations).toContain('Run 2: Every value was planned 2 times; in 2008 it was measured 10 times.');
  expect(deviations).toContain('Not measured, but in 2008: TCP medium, TCP large, UDP small and UDP medium.');
  expect(about(deviations, 'shuffled')).toEqual([expect.stringMatching(/^Run 1: /)]);
});

it('keeps what a host says to one short line', () => {
  const sentences = told({}, { bare: { cpu_model: HOSTILE.repeat(20), release: '\u001b[31m\n6' } });
  expect(about(sentences, 'machines').join()).not.toMatch(ACTED_ON);
  expect(about(sentences, 'machines').join().length).toBeLessThan(300);
  expect(renderMarkdown(hostileReport())).toContain('## Differences from the 2008 method');
});
