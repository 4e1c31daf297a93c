import type { RawOutput } from './benchmark.ts';
import { exitReason, firstSaid } from './exit-reason.ts';

/** Why a run of netperf gave no result, by its exit code and the messages it is known to print; null: it ended well. */
export function netperfFailure(raw: RawOutput): string | null {
  if (raw.truncated) return 'netperf printed far more than a result, and its output was cut';
  const reason = exitReason(raw, 'netperf', firstSaid(raw));
  if (reason === null) return null;
  const said = `${raw.stdout.slice(0, 4000)}\n${raw.stderr.slice(0, 4000)}`;
  const nobody = /netserver listening on ([\w.:%-]{1,253}) at port (\d{1,5})/.exec(said);
  if (nobody !== null) {
    return `no netserver answers on ${nobody[1]} port ${nobody[2]} (exit code ${raw.exitCode}): start one there, or check the firewall`;
  }
  // The peer's own EMSGSIZE comes back as a number.
  if (said.includes('Message too long') || /remote error 90\b/.test(said)) {
    return `the message is too long for one UDP datagram, which carries at most 65507 bytes: ${reason}`;
  }
  return reason;
}
