import { describe, expect, test } from 'vitest';
import { GROUP_NAMES } from '../../../src/experiment/groups.ts';
import type { Experiment } from '../../../src/experiment/model.ts';
import { readExperiment } from '../../../src/experiment/read.ts';
import { experiment, read, told } from './reading.ts';

function valid(content: unknown): Experiment {
  expect(told(content)).toEqual([]);
  const { experiment } = read(content);
  if (experiment === null) throw new Error('no experiment and no diagnostic');
  return experiment;
}

const peer = { host: 'root@10.0.0.2', address: '10.0.0.2' };

describe('defaults', () => {
  test('of the experiment', () => {
    expect(valid(experiment())).toMatchObject({
      title: 'demo',
      baseline: 'bare',
      peer: null,
      repetitions: 10,
      warmup: 1,
      order: 'interleaved',
      seed: 2008,
      boots: 1,
      margin: 0.01,
    });
  });

  test('of targets and peer: what is not there is null', () => {
    const { targets, peer: found } = valid(
      experiment({ benchmarks: ['tcp-small'], peer: { address: 'peer1' } }),
    );
    expect(targets[0]).toEqual({
      name: 'bare',
      kind: 'native',
      under: null,
      host: 'bench1',
      jump: null,
      identityFile: null,
      domain: null,
    });
    expect(found).toEqual({ host: null, address: 'peer1', port: 12_865, jump: null, identityFile: null });
  });

  test('of each benchmark', () => {
    const command = {
      benchmark: 'command',
      name: 'fio',
      run: 'fio job',
      metrics: [{ name: 'iops', unit: '1/s', json: '/jobs/0/read/iops' }],
    };
    const { cases } = valid(
      experiment({
        peer,
        benchmarks: [{ benchmark: 'udp-medium', sizes: ['62K'] }, 'memory', 'cpu', command],
      }),
    );
    expect(cases).toEqual([
      {
        id: 'udp-medium/62K',
        entry: 'udp-medium',
        group: 'UDP medium',
        benchmark: 'network',
        protocol: 'UDP',
        size: 63_488,
        seconds: 3,
      },
      {
        id: 'memory',
        entry: 'memory',
        group: 'Memory',
        benchmark: 'memory',
        elements: null,
        threads: 1,
        passes: 10,
        binary: null,
      },
      { id: 'cpu', entry: 'cpu', group: 'CPU', benchmark: 'cpu', seconds: 2, binary: null },
      {
        id: 'fio',
        entry: 'fio',
        group: 'fio',
        benchmark: 'command',
        name: 'fio',
        run: 'fio job',
        timeout: 600,
        metrics: [{ name: 'iops', unit: '1/s', better: 'higher', source: { json: '/jobs/0/read/iops' } }],
      },
    ]);
  });

  test('the first native target is the baseline, else the first of all', () => {
    const pv = { kind: 'pv', host: 'a' };
    expect(valid(experiment({ targets: { pv, bare: { kind: 'native', host: 'b' } } })).baseline).toBe('bare');
    expect(valid(experiment({ targets: { one: pv, two: pv } })).baseline).toBe('one');
  });
});

describe('the groups of 2008', () => {
  test('have the sizes of the paper', () => {
    const ids = valid(experiment({ peer, benchmarks: GROUP_NAMES })).cases.map(({ id }) => id);
    expect(ids).toEqual([
      ...['16', '32', '64', '128', '256', '512'].map((size) => `tcp-small/${size}`),
      ...['1K', '4K', '16K', '64K', '256K', '512K'].map((size) => `tcp-medium/${size}`),
      ...['1M', '4M', '8M', '16M', '32M', '45M'].map((size) => `tcp-large/${size}`),
      ...['16', '32', '64', '128', '256', '512'].map((size) => `udp-small/${size}`),
      ...['1K', '4K', '16K', '32K', '62K'].map((size) => `udp-medium/${size}`),
      ...['128M', '256M', '512M', '1G', '2G', '4G'].map((size) => `disk/${size}`),
      'memory',
      'cpu',
    ]);
  });

  test('a bare name and an object without parameters are the same', () => {
    for (const name of GROUP_NAMES) {
      const bare = valid(experiment({ peer, benchmarks: [name] })).cases;
      expect(valid(experiment({ peer, benchmarks: [{ benchmark: name }] })).cases).toEqual(bare);
    }
  });
});

describe('names of cases', () => {
  test('a name takes the place of the group in id, entry and label', () => {
    const benchmarks = [
      'disk',
      { benchmark: 'disk', name: 'ssd', sizes: [67_108_864, '1G'], directory: '/mnt/ssd' },
    ];
    const own = valid(experiment({ benchmarks })).cases.filter(({ entry }) => entry === 'ssd');
    expect(own.map(({ id, group }) => [id, group])).toEqual([
      ['ssd/64M', 'ssd'],
      ['ssd/1G', 'ssd'],
    ]);
  });

  test('durable disk cases have a row of their own under the usual id', () => {
    const benchmarks = ['disk', { benchmark: 'disk', sizes: ['64M'], mode: 'durable' }];
    expect(valid(experiment({ benchmarks })).cases.at(-1)).toMatchObject({
      id: 'disk/64M',
      entry: 'disk',
      group: 'Disk (durable)',
      mode: 'durable',
      directory: '/var/tmp',
    });
  });
});

describe('targets', () => {
  test('keep the order of the file, numbers as names too', () => {
    const text = `{"targets": {
      "b": {"kind": "pv", "host": "x"}, "1": {"kind": "pv", "host": "x"}, "0": {"kind": "hvm", "host": "y"}
    }, "benchmarks": ["cpu"]}`;
    expect(valid(text).targets.map(({ name }) => name)).toEqual(['b', '1', '0']);
  });

  test.each([
    'constructor',
    'toString',
    'hasOwnProperty',
    'a "quoted" name',
    '<script>',
    "it's",
    'máquina 1',
    '😀'.repeat(64),
  ])('may be called %s', (name) => {
    const { targets, baseline } = valid(
      experiment({ targets: { [name]: { kind: 'pv', host: 'lab:pv' } }, baseline: name }),
    );
    expect(targets[0]).toMatchObject({ name, kind: 'pv', host: 'lab:pv' });
    expect(baseline).toBe(name);
  });

  test('have their way through dom0 and their life cycle', () => {
    const guest = {
      kind: 'hvm',
      host: 'root@10.0.0.12:2222',
      jump: 'root@dom0',
      identityFile: '~/.ssh/lab',
      domain: { dom0: 'root@dom0', name: 'hvm1', config: '/etc/xen/hvm1.cfg' },
    };
    const usual = { bootSeconds: 300, graceSeconds: 120, alongside: false };
    expect(valid(experiment({ targets: { hvm: guest } })).targets).toEqual([
      { name: 'hvm', under: null, ...guest, domain: { ...guest.domain, ...usual } },
    ]);
  });
});

describe('the file', () => {
  test('may have comments, trailing commas, a schema and a byte order mark', () => {
    const text = `\uFEFF// top
      { "$schema": "x.json", /* here */ "targets": { "a": { "kind": "pv", "host": "h", }, },
        "benchmarks": ["cpu",], }`;
    const { text: kept } = read(text);
    expect(valid(text).cases).toHaveLength(1);
    expect(kept.startsWith('// top')).toBe(true);
  });

  test.each([
    ['runs/my lab.xenbench.jsonc', 'my lab'],
    ['C:\\work\\demo.xenbench.jsonc', 'demo'],
    ['plain.json', 'plain'],
    ['.xenbench.jsonc', '.xenbench.jsonc'],
  ])('%s gives the title where the file has none: %s', (fileName, title) => {
    const bytes = new TextEncoder().encode(JSON.stringify(experiment()));
    expect(readExperiment(bytes, fileName).experiment?.title).toBe(title);
  });

  test('a JSON pointer may be empty: the whole output is the number', () => {
    const metrics = [{ name: 'n', unit: '1', json: '', better: 'lower' }];
    const { cases } = valid(
      experiment({ benchmarks: [{ benchmark: 'command', name: 'c', run: 'echo 1', metrics }] }),
    );
    expect(cases[0]).toMatchObject({ metrics: [{ source: { json: '' }, better: 'lower' }] });
  });

  test('one repetition is allowed, with a warning', () => {
    const reading = read(
      '{"targets": {"a": {"kind": "pv", "host": "h"}}, "benchmarks": ["cpu"],\n "repetitions": 1}',
    );
    expect(reading.experiment?.repetitions).toBe(1);
    expect(reading.diagnostics).toMatchObject([
      { severity: 'warning', line: 2, column: 17, path: ['repetitions'] },
    ]);
  });
});
