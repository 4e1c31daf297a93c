import { TCP_GROUPS, UDP_GROUPS } from './groups.ts';
import { KINDS } from './model.ts';

/** What an editor offers to write where a person begins an object, with places to fill in (`defaultSnippets` of VS Code). */

interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: object;
}

function choose(place: number, words: readonly string[]): string {
  return `\${${place}|${words.join(',')}|}`;
}

const KIND = choose(1, KINDS);

export const SNIPPETS = {
  experiment: [
    {
      label: 'Experiment on the demo lab',
      description: 'Simulated guests: to learn how it works.',
      body: {
        targets: {
          bare: { kind: 'native', host: 'lab:native' },
          pv: { kind: 'pv', host: 'lab:pv' },
          hvm: { kind: 'hvm', host: 'lab:hvm' },
        },
        baseline: 'bare',
        peer: { host: 'lab:peer', address: '10.0.0.2' },
        benchmarks: ['${1:tcp-small}', 'memory', 'disk', 'cpu'],
        repetitions: 10,
      },
    },
    {
      label: 'Experiment on real machines',
      description: 'A bare machine and a guest over SSH.',
      body: {
        targets: {
          bare: { kind: 'native', host: '${1:root@10.0.0.10}' },
          pv: { kind: 'pv', host: '${2:root@10.0.0.11}' },
        },
        baseline: 'bare',
        benchmarks: ['${3:memory}', 'disk', 'cpu'],
        repetitions: 10,
      },
    },
  ],
  target: [
    {
      label: 'Target',
      description: 'A machine or guest that is reached over SSH.',
      body: { kind: KIND, host: '${2:root@10.0.0.11}' },
    },
    {
      label: 'Target behind its dom0',
      description: 'A guest that is reached through its dom0, as with ssh -J.',
      body: { kind: KIND, host: '${2:root@10.0.0.11}', jump: '${3:root@dom0}' },
    },
  ],
  domain: [
    {
      label: 'Domain',
      description: 'The guest in its dom0.',
      body: { dom0: '${1:root@dom0}', name: '${2:guest1}' },
    },
  ],
  peer: [
    {
      label: 'Peer',
      description: 'The machine that netperf talks to; netserver is started there.',
      body: { host: '${1:root@10.0.0.2}', address: '${2:10.0.0.2}' },
    },
    {
      label: 'Peer where netserver already runs',
      description: 'Nothing is started there, and it needs no SSH.',
      body: { address: '${1:10.0.0.2}' },
    },
  ],
  tcp: [
    {
      label: 'TCP request-response',
      description: 'Sizes of your own.',
      body: { benchmark: choose(1, TCP_GROUPS), sizes: ['${2:64}'] },
    },
  ],
  udp: [
    {
      label: 'UDP request-response',
      description: 'Sizes of your own.',
      body: { benchmark: choose(1, UDP_GROUPS), sizes: ['${2:64}'] },
    },
  ],
  disk: [
    {
      label: 'Disk',
      description: 'Sizes, mode and folder of your own.',
      body: {
        benchmark: 'disk',
        sizes: ['${1:128M}'],
        mode: choose(2, ['paper', 'durable']),
        directory: '${3:/var/tmp}',
      },
    },
  ],
  memory: [
    {
      label: 'Memory',
      description: 'With several threads.',
      body: { benchmark: 'memory', name: '${1:memory-2}', threads: '^${2:2}' },
    },
  ],
  cpu: [
    {
      label: 'CPU',
      description: 'A longer measurement.',
      body: { benchmark: 'cpu', seconds: '^${1:5}' },
    },
  ],
  command: [
    {
      label: 'Command',
      description: 'A command of your own, with a number from what it prints.',
      body: {
        benchmark: 'command',
        name: '${1:my-benchmark}',
        run: '${2:./my-benchmark}',
        metrics: [{ name: '${3:value}', unit: '${4:1/s}', pattern: '${5:([0-9.]+)}' }],
      },
    },
  ],
  metric: [
    {
      label: 'Metric from JSON',
      description: 'A pointer to the number in JSON output.',
      body: { name: '${1:iops}', unit: '${2:1/s}', json: '${3:/jobs/0/read/iops}' },
    },
    {
      label: 'Metric from text',
      description: 'A regular expression with one group around the number.',
      body: { name: '${1:value}', unit: '${2:1/s}', pattern: '${3:([0-9.]+)}' },
    },
  ],
} as const satisfies Readonly<Record<string, readonly Snippet[]>>;
