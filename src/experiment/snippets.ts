import { TCP_GROUPS, UDP_GROUPS } from './groups.ts';
import { KINDS } from './model.ts';

/** What an editor offers to write where a person begins an object, with places to fill in (`defaultSnippets` of VS Code). */

interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: object;
}

/** A text to write over, at the `place`-th stop. */
function fill(place: number, text: string): string {
  return `\${${place}:${text}}`;
}

/** A number to write over; the mark takes the quotes away. */
function number(place: number, value: number): string {
  return `^\${${place}:${value}}`;
}

/** A word to choose. */
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
        benchmarks: [fill(1, 'tcp-small'), 'memory', 'disk', 'cpu'],
        repetitions: 10,
      },
    },
    {
      label: 'Experiment on real machines',
      description: 'A bare machine and a guest over SSH.',
      body: {
        targets: {
          bare: { kind: 'native', host: fill(1, 'root@10.0.0.10') },
          pv: { kind: 'pv', host: fill(2, 'root@10.0.0.11') },
        },
        baseline: 'bare',
        benchmarks: [fill(3, 'memory'), 'disk', 'cpu'],
        repetitions: 10,
      },
    },
  ],
  target: [
    {
      label: 'Target',
      description: 'A machine or guest that is reached over SSH.',
      body: { kind: KIND, host: fill(2, 'root@10.0.0.11') },
    },
    {
      label: 'Machine without Xen on another hypervisor',
      description: 'Knowingly so: its label says "native on ...".',
      body: {
        kind: 'native',
        under: choose(1, ['qemu', 'kvm', 'vmware', 'unknown']),
        host: fill(2, 'root@10.0.0.10'),
      },
    },
    {
      label: 'Target behind its dom0',
      description: 'A guest that is reached through its dom0, as with ssh -J.',
      body: { kind: KIND, host: fill(2, 'root@10.0.0.11'), jump: fill(3, 'root@dom0') },
    },
  ],
  domain: [
    {
      label: 'Domain',
      description: 'The guest in its dom0.',
      body: { dom0: fill(1, 'root@dom0'), name: fill(2, 'guest1') },
    },
  ],
  peer: [
    {
      label: 'Peer',
      description: 'The machine that netperf talks to; netserver is started there.',
      body: { host: fill(1, 'root@10.0.0.2'), address: fill(2, '10.0.0.2') },
    },
    {
      label: 'Peer where netserver already runs',
      description: 'Nothing is started there, and it needs no SSH.',
      body: { address: fill(1, '10.0.0.2') },
    },
  ],
  tcp: [
    {
      label: 'TCP request-response',
      description: 'Sizes of your own.',
      body: { benchmark: choose(1, TCP_GROUPS), sizes: [fill(2, '64')] },
    },
  ],
  udp: [
    {
      label: 'UDP request-response',
      description: 'Sizes of your own.',
      body: { benchmark: choose(1, UDP_GROUPS), sizes: [fill(2, '64')] },
    },
  ],
  disk: [
    {
      label: 'Disk',
      description: 'Sizes, mode and folder of your own.',
      body: {
        benchmark: 'disk',
        sizes: [fill(1, '128M')],
        mode: choose(2, ['paper', 'durable']),
        directory: fill(3, '/var/tmp'),
      },
    },
  ],
  memory: [
    {
      label: 'Memory',
      description: 'With several threads.',
      body: { benchmark: 'memory', name: fill(1, 'memory-2'), threads: number(2, 2) },
    },
  ],
  cpu: [
    {
      label: 'CPU',
      description: 'A longer measurement.',
      body: { benchmark: 'cpu', seconds: number(1, 5) },
    },
  ],
  command: [
    {
      label: 'Command',
      description: 'A command of your own, with a number from what it prints.',
      body: {
        benchmark: 'command',
        name: fill(1, 'my-benchmark'),
        run: fill(2, './my-benchmark'),
        metrics: [{ name: fill(3, 'value'), unit: fill(4, '1/s'), pattern: fill(5, '([0-9.]+)') }],
      },
    },
  ],
  metric: [
    {
      label: 'Metric from JSON',
      description: 'A pointer to the number in JSON output.',
      body: { name: fill(1, 'iops'), unit: fill(2, '1/s'), json: fill(3, '/jobs/0/read/iops') },
    },
    {
      label: 'Metric from text',
      description: 'A regular expression with one group around the number.',
      body: { name: fill(1, 'value'), unit: fill(2, '1/s'), pattern: fill(3, '([0-9.]+)') },
    },
  ],
} as const satisfies Readonly<Record<string, readonly Snippet[]>>;
