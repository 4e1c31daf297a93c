import { BLOCK } from '../benchmarks/dd-command.ts';
import { ddRequest } from '../benchmarks/dd-request.ts';
import { netperfRequest } from '../benchmarks/netperf-arguments.ts';
import { simpleCommands } from '../benchmarks/shell-words.ts';
import { FACTS } from '../remote/facts.ts';
import {
  type Guest,
  linpackRate,
  memoryRate,
  type Operation,
  transactionSeconds,
  writeSeconds,
} from './model.ts';
import { digits } from './noise.ts';

/** What a simulated command leaves: streams, status, and the time that it would have taken. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A simulated machine as its commands see it. */
export interface SimulatedMachine {
  readonly guest: Guest;
  readonly seed: number;
  /** Which run of this very command it is, from 1: each run has noise of its own. */
  count(command: string): number;
  /** Seconds since the boot, on the guest's own clock, which goes on by what its commands would take. */
  readonly uptime: number;
}

/**
 * Answers a command as the real tool on a guest would, in the real tool's format. Knows what Xen Bench runs on a host;
 * everything else is not found.
 */
export function answer(command: string, machine: SimulatedMachine): Answer {
  if (command.endsWith(FACTS)) return said(facts(machine), 0.02);
  const [first = []] = simpleCommands(command);
  if (first[0] === 'for' && first[1] === 'tool') return said(`${first.slice(3).join('\n')}\n`, 0.01);
  if (first[0] === 'sleep') return said('', 0);
  if (first[1] === '-o') return compiled(first[2] ?? '');
  if (first[0] === 'netperf') return netperf(command, first, machine);
  if (command.includes('xen-bench start=')) return dd(command, machine);
  if (/\/membw(-openmp)?$/.test(first[1] ?? '')) return memory(first, machine);
  if (/\/linpack$/.test(first[0] ?? '')) return linpack(first, machine);
  return {
    code: 127,
    stdout: '',
    stderr: `sh: 1: ${first[0] ?? ''}: not found on a simulated guest\n`,
    seconds: 0,
  };
}

function said(stdout: string, seconds: number): Answer {
  return { code: 0, stdout, stderr: '', seconds };
}

const XEN_DEVICES = {
  xenbus_devices: 'vbd-51712 vif-0',
  network_driver: 'xen-netfront',
  disk_driver: 'xen-blkfront',
};

/** What each model says of itself, as a machine of its kind would. The HVM guest of 2008 has emulated devices. */
const IDENTITY: Readonly<Record<Guest, Readonly<Record<string, string>>>> = {
  native: { cpu_hypervisor_flag: 'no', network_driver: 'tg3', disk_driver: 'ahci' },
  pv: { hypervisor_type: 'xen', hypervisor_guest_type: 'PV', clocksource: 'xen', ...XEN_DEVICES },
  hvm: {
    hypervisor_type: 'xen',
    hypervisor_guest_type: 'HVM',
    clocksource: 'xen',
    dmi_vendor: 'Xen',
    dmi_product: 'HVM domU',
    network_driver: '8139cp',
    disk_driver: 'ata_piix',
  },
  pvh: { hypervisor_type: 'xen', hypervisor_guest_type: 'PVH', clocksource: 'xen', ...XEN_DEVICES },
  kvm: {
    clocksource: 'kvm-clock',
    cpu_hypervisor_flag: 'yes',
    network_driver: 'virtio_net',
    disk_driver: 'virtio_blk',
  },
};

function facts({ guest, seed }: SimulatedMachine): string {
  const id = digits(seed, `boot of ${guest}`, 32);
  const values = {
    simulated: 'xen-bench-lab',
    system: 'Linux',
    release: '2.6.20-simulated',
    machine: 'x86_64',
    boot_id: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    os: `Simulated ${guest} guest of the Xen Bench demo lab`,
    cpu_model: 'Intel(R) Xeon(R) CPU E5335 @ 2.00GHz (simulated)',
    memory_total_kib: String(2 * 1024 ** 2),
    memory_available_kib: String(1_800_000),
    cpus: '1',
    cache: '4096K',
    user: '0',
    ...IDENTITY[guest],
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

function compiled(path: string): Answer {
  // The same for every guest: one model answers for all of them.
  const name = path.split('/').at(-1) ?? '';
  return said(`compiler=cc (simulated)\n${digits(0, name, 64)}  ${path}\n`, 0.3);
}

function netperf(command: string, words: readonly string[], machine: SimulatedMachine): Answer {
  const request = netperfRequest(command);
  if (request === null || !/^(TCP|UDP)_RR$/.test(request.test)) {
    return {
      code: 1,
      stdout: 'The test you requested is unknown to this netperf.\n',
      stderr: '',
      seconds: 0,
    };
  }
  const protocol = request.test.startsWith('TCP') ? 'TCP' : 'UDP';
  const { requestSize, responseSize, length } = request;
  const key = `${protocol} ${requestSize} ${responseSize}`;
  const run = `${key} ${machine.count('transactions' in length ? `few ${key}` : key)}`;
  const size = (requestSize + responseSize) / 2;
  const seconds = transactionSeconds(machine.guest, protocol, size, machine.seed, run);
  // A test goes on to the end of the transaction that is under way.
  const transactions = 'transactions' in length ? length.transactions : Math.ceil(length.seconds / seconds);
  const elapsed = transactions * seconds;
  const rate = 1 / seconds;
  const buffers = { LSS_SIZE_END: 16384, LSR_SIZE_END: 87380, RSS_SIZE_END: 16384, RSR_SIZE_END: 87380 };
  const values: Readonly<Record<string, string | number>> = {
    THROUGHPUT: rate.toFixed(2),
    THROUGHPUT_UNITS: 'Trans/s',
    ELAPSED_TIME: elapsed.toFixed(2),
    TRANSACTION_RATE: rate.toFixed(3),
    RT_LATENCY: (seconds * 1e6).toFixed(3),
    REQUEST_SIZE: requestSize,
    RESPONSE_SIZE: responseSize,
    PROTOCOL: protocol,
    ...buffers,
    LOCAL_BYTES_SENT: transactions * requestSize,
    LOCAL_BYTES_RECVD: transactions * responseSize,
    LOCAL_TRANSPORT_RETRANS: protocol === 'TCP' ? 0 : -1,
    REMOTE_TRANSPORT_RETRANS: protocol === 'TCP' ? 0 : -1,
    COMMAND_LINE: `"${words.join(' ')}"`,
  };
  const lines = request.keys
    .filter((name) => Object.hasOwn(values, name))
    .map((name) => `${name}=${values[name]}\n`);
  return said(lines.join(''), elapsed);
}

function dd(command: string, machine: SimulatedMachine): Answer {
  const bytes = ddRequest(command)?.bytes ?? 0;
  const count = bytes / BLOCK;
  const durable = command.includes('conv=fdatasync');
  const key = `dd ${bytes} ${durable}`;
  const seconds = writeSeconds(machine.guest, bytes, durable, machine.seed, `${key} ${machine.count(key)}`);
  const mb = (bytes / 1e6).toFixed(0);
  const mib = (bytes / 1024 ** 2).toFixed(0);
  const stderr =
    `${count}+0 records in\n${count}+0 records out\n` +
    `${bytes} bytes (${mb} MB, ${mib} MiB) copied, ${Number(seconds.toPrecision(6))} s, ${(bytes / seconds / 1e6).toFixed(1)} MB/s\n`;
  const { uptime } = machine;
  const stdout = `xen-bench start=${uptime.toFixed(2)} end=${(uptime + seconds).toFixed(2)} size=${bytes}\n`;
  return { code: 0, stdout, stderr, seconds };
}

/** Bytes moved for each element, as STREAM counts them. */
const OPERATIONS: readonly { name: string; operation: Operation; bytes: number }[] = [
  { name: 'Copy:', operation: 'copy', bytes: 16 },
  { name: 'Scale:', operation: 'scale', bytes: 16 },
  { name: 'Add:', operation: 'add', bytes: 24 },
  { name: 'Triad:', operation: 'triad', bytes: 24 },
];

function memory(words: readonly string[], machine: SimulatedMachine): Answer {
  const elements = Number(words[2]);
  const passes = Number(words[3]);
  const threads = Number(words[4]);
  const run = `memory ${machine.count('memory')}`;
  const rows = OPERATIONS.map(({ name, operation, bytes }) => {
    const rate = memoryRate(machine.guest, operation, machine.seed, run);
    const least = (bytes * elements) / rate / 1e6;
    return { name, rate, least };
  });
  const shortest = Math.min(...rows.map(({ least }) => least));
  const table = rows.map(({ name, rate, least }) => {
    const times = [least * 1.01, least, least * 1.04].map((time) => time.toFixed(9).padStart(13));
    return `${name.padEnd(12)}${rate.toFixed(1).padStart(12)}${times.join('')}\n`;
  });
  const stdout = [
    'STREAM-compatible memory bandwidth (Xen Bench kernel 1)\n',
    'This system uses 8 bytes per array element.\n',
    `Array size = ${elements} (elements), Offset = 0 (elements)\n`,
    `Each kernel will be executed ${passes} times.\n`,
    `Number of Threads requested = ${threads}\nNumber of Threads counted = ${threads}\n`,
    'Clock granularity = 1000 ns\n',
    `The shortest test took ${(shortest * 1e6).toFixed(0)} microseconds.\n`,
    `   (= ${(shortest * 1e6).toFixed(0)} clock ticks)\n`,
    'Function    Best Rate MB/s  Avg time     Min time     Max time\n',
    ...table,
    'Solution Validates: mean relative error less than 1e-13 on all three arrays\n',
  ];
  return said(stdout.join(''), passes * rows.reduce((sum, { least }) => sum + least, 0));
}

function linpack(words: readonly string[], machine: SimulatedMachine): Answer {
  const seconds = Number(words[1]);
  const rate = linpackRate(machine.guest, machine.seed, `linpack ${machine.count('linpack')}`);
  const lines = ['kernel=Linpack-compatible 100x100 (Xen Bench kernel 1)', 'n=100', 'precision=single'];
  for (const lead of [201, 200]) {
    for (let pass = 1; pass <= 5; pass += 1) {
      lines.push(`pass-${lead}-${pass}=${rate.toFixed(4)}`, `pass-${lead}-${pass}-wall=${rate.toFixed(4)}`);
    }
  }
  const spent = (seconds * 1.01).toFixed(6);
  lines.push(`seconds-cpu=${spent}`, `seconds-wall=${spent}`, 'residual=1.5714');
  lines.push(`mflops=${rate.toFixed(4)}`, `mflops-wall=${rate.toFixed(4)}`);
  return said(`${lines.join('\n')}\n`, seconds * 1.05);
}
