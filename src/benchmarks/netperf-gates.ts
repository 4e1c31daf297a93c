import { excerpt } from './excerpt.ts';
import type { NetperfRequest } from './netperf-arguments.ts';
import { type NetperfResult, NO_TRANSACTION } from './netperf-output.ts';

/** Below this the end of the test cuts too much off, and one odd transaction is the whole result. */
export const FEWEST_TRANSACTIONS = 10;

/** Share of the time asked for that a test must have run: netperf ends early, with exit code 0, on SIGINT. */
const SHORTEST_SHARE = 0.95;

/** Why a result does not count, or null: netperf prints a normal-looking one for much that went wrong. */
export function netperfFault(result: NetperfResult, request: NetperfRequest): string | null {
  return (
    echoFault(result, request) ??
    rateFault(result) ??
    lengthFault(result, request) ??
    countFault(result) ??
    bytesFault(result, request)
  );
}

function echoFault(result: NetperfResult, request: NetperfRequest): string | null {
  const asked = /^(TCP|UDP)_RR$/.exec(request.test)?.[1];
  if (asked === undefined) return `netperf ran ${excerpt(request.test)}, not TCP_RR or UDP_RR`;
  if (request.iterates || (result.iterations ?? 1) > 1) {
    return 'netperf repeated the test by itself (-i, -I): its mean of several runs is no single trial';
  }
  if (result.protocol !== null && result.protocol !== asked) {
    return `netperf measured ${excerpt(result.protocol)} where ${asked} was asked for`;
  }
  if (result.requestSize !== request.requestSize || result.responseSize !== request.responseSize) {
    const [measured, wanted] = [result, request].map((of) => `${of.requestSize},${of.responseSize}`);
    return `netperf measured messages of ${measured} bytes (request, response) where ${wanted} were asked for`;
  }
  return null;
}

function rateFault({ rate, latency }: NetperfResult): string | null {
  if (rate.value <= 0) return NO_TRANSACTION;
  return latency !== null && latency <= 0 ? 'netperf printed a latency of 0' : null;
}

function lengthFault(result: NetperfResult, { length }: NetperfRequest): string | null {
  if ('seconds' in length) {
    if (result.elapsed.value >= SHORTEST_SHARE * length.seconds - 1e-9) return null;
    return `netperf measured for ${result.elapsed.value} s of the ${length.seconds} s asked for: it was interrupted`;
  }
  const { most } = transactionCount(result);
  if (most >= length.transactions) return null;
  return `netperf counted at most ${most} of the ${length.transactions} transactions asked for: it was interrupted`;
}

function countFault(result: NetperfResult): string | null {
  const { most } = transactionCount(result);
  if (most >= FEWEST_TRANSACTIONS) return null;
  return `only ${most} transactions were measured, at least ${FEWEST_TRANSACTIONS} are needed: measure longer`;
}

/** What was sent must be what the rate says, within one message (the one under way at the end). */
function bytesFault(result: NetperfResult, { inFlight }: NetperfRequest): string | null {
  if (result.bytesSent === null) return null;
  const { least, most } = transactionCount(result);
  const sent = result.bytesSent / result.requestSize;
  if (sent < least - 1 || sent > most + inFlight) {
    return (
      `netperf sent ${result.bytesSent} bytes, ${sent.toFixed(1)} messages, ` +
      `but its rate and time tell of ${least} to ${most} transactions`
    );
  }
  if (result.bytesReceived === null) return null;
  const unanswered = sent - result.bytesReceived / result.responseSize;
  if (Math.abs(unanswered) <= inFlight) return null;
  return `netperf sent ${unanswered.toFixed(1)} messages more than were answered: datagrams were lost, the rate tells of waiting`;
}

/** Transactions that rate x time may stand for, given how few decimals both are printed with. */
function transactionCount({ rate, elapsed }: NetperfResult): {
  readonly least: number;
  readonly most: number;
} {
  const least = (rate.value - rate.halfStep) * (elapsed.value - elapsed.halfStep);
  const most = (rate.value + rate.halfStep) * (elapsed.value + elapsed.halfStep);
  return { least: Math.max(0, Math.ceil(least - 1e-6)), most: Math.floor(most + 1e-6) };
}
