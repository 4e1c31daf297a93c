import type { NetworkCase } from '../experiment/model.ts';
import type { Benchmark, CommandContext, RawOutput, Reading, Tool } from './benchmark.ts';
import { type NetperfRequest, netperfRequest } from './netperf-arguments.ts';
import { netperfFailure } from './netperf-failure.ts';
import { netperfFault } from './netperf-gates.ts';
import { type NetperfResult, readNetperfOutput } from './netperf-output.ts';
import { shellQuote } from './quote.ts';
import { invalid, valid } from './reading.ts';

/** What each trial asks netperf for: all that the gates need, and what explains a result later. */
export const NETPERF_KEYS = [
  'THROUGHPUT',
  'THROUGHPUT_UNITS',
  'ELAPSED_TIME',
  'TRANSACTION_RATE',
  'RT_LATENCY',
  'REQUEST_SIZE',
  'RESPONSE_SIZE',
  'PROTOCOL',
  'LSS_SIZE_END',
  'LSR_SIZE_END',
  'RSS_SIZE_END',
  'RSR_SIZE_END',
  'LOCAL_BYTES_SENT',
  'LOCAL_BYTES_RECVD',
  'LOCAL_TRANSPORT_RETRANS',
  'REMOTE_TRANSPORT_RETRANS',
  'COMMAND_LINE',
] as const;

/** Transactions a second below which three decimals are coarser than 0.005 %. */
const SLOW_RATE = 10;

const PACKAGES = { 'apt-get': 'netperf', dnf: 'netperf', yum: 'netperf', zypper: 'netperf', apk: 'netperf' };

/** What must be on the peer unless a netserver already answers there. */
export const NETSERVER: Tool = {
  anyOf: ['netserver'],
  usedFor: 'the other end of the network tests',
  packages: PACKAGES,
};

/** The network benchmark: netperf's request-response tests, one message size a case, the same both ways. */
export const netperf: Benchmark<NetworkCase> = {
  parser: 'netperf@1',
  metrics: () => [
    { name: 'transactions', unit: '1/s', better: 'higher' },
    { name: 'throughput', unit: 'MB/s', better: 'higher' },
    { name: 'latency', unit: 'us', better: 'lower' },
  ],
  tools: () => [{ anyOf: ['netperf'], usedFor: 'the network tests', packages: PACKAGES }],
  kernel: () => null,
  command(case_, context) {
    // netperf's -l takes whole seconds only.
    const length = Math.ceil(context.seconds ?? case_.seconds);
    return netperfCommand(case_, context, length, NETPERF_KEYS);
  },
  deadlineSeconds: (case_, context) => 60 + 2 * (context.seconds ?? case_.seconds),
  estimateSeconds: (case_) => case_.seconds + 0.2,
  read,
};

/**
 * The command of one test of `length`: seconds, or transactions where it is negative. Needs `context.peer`, which an
 * experiment with network cases always has.
 */
export function netperfCommand(
  case_: NetworkCase,
  context: CommandContext,
  length: number,
  keys: readonly string[],
): string {
  if (context.peer === null) throw new Error(`${case_.id} needs a peer`);
  const host = shellQuote(context.peer.address);
  // A lost datagram would stop a UDP test for the rest of its time.
  const resume = case_.protocol === 'UDP' && context.netperfResumes ? ' -e 1' : '';
  return (
    `netperf -P 0 -H ${host} -p ${context.peer.port} -t ${case_.protocol}_RR -l ${length}` +
    ` --${resume} -r ${case_.size},${case_.size} -k ${keys.join(',')}`
  );
}

function read(raw: RawOutput, case_: NetworkCase): Reading {
  const failure = netperfFailure(raw);
  if (failure !== null) return invalid(failure);
  const request = netperfRequest(raw.command) ?? requestOf(case_);
  const output = readNetperfOutput(raw.stdout, request);
  if (!output.ok) return invalid(output.reason);
  const result = output.value;
  const fault = netperfFault(result, request);
  if (fault !== null) return invalid(fault);
  const rate = rateOf(result, request);
  const throughput = (rate * (result.requestSize + result.responseSize)) / 1e6;
  const measurements = [
    { metric: 'transactions', value: rate, unit: '1/s' },
    { metric: 'throughput', value: throughput, unit: 'MB/s' },
  ];
  if (result.latency !== null) measurements.push({ metric: 'latency', value: result.latency, unit: 'us' });
  return valid(measurements);
}

/**
 * Transactions a second. netperf prints three decimals, which is coarse for slow messages: 0.8 % at one in eight
 * seconds. Its mean round trip is the inverse of the same number, told to the nanosecond; where only one transaction is
 * under way at a time, and both agree as printed, the rate of slow messages is taken from there.
 */
function rateOf({ rate, latency }: NetperfResult, { inFlight }: NetperfRequest): number {
  if (latency === null || rate.value >= SLOW_RATE || inFlight !== 1) return rate.value;
  const inverse = 1e6 / latency;
  return Math.abs(inverse - rate.value) <= rate.halfStep ? inverse : rate.value;
}

/** What a case asks for, where the recorded command does not tell. */
function requestOf(case_: NetworkCase): NetperfRequest {
  return {
    test: `${case_.protocol}_RR`,
    length: { seconds: case_.seconds },
    requestSize: case_.size,
    responseSize: case_.size,
    keys: [],
    unit: 'x',
    iterates: false,
    inFlight: 1,
  };
}
