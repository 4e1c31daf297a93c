import type { CommandContext, RawOutput } from './benchmark.ts';
import { netperfFailure } from './netperf-failure.ts';
import { shellQuote } from './quote.ts';

export type NetserverAnswer =
  | { readonly answers: true }
  | { readonly answers: false; readonly reason: string };

/** One transaction of one byte, for the target: does a netserver answer at the peer's address? */
export function netperfProbe(context: CommandContext): string {
  return probe(context, '');
}

/** Classifies what `netperfProbe` gave. What is odd about the answer itself, the gates of each trial will tell. */
export function netserverAnswers(raw: RawOutput): NetserverAnswer {
  const failure = netperfFailure(raw);
  return failure === null ? { answers: true } : { answers: false, reason: failure };
}

/** The same with `-e 1`. Over TCP, so that no lost datagram can hold it up; the options are those of UDP_RR. */
export function netperfResumesProbe(context: CommandContext): string {
  return probe(context, ' -e 1');
}

/** Whether netperf knows `-e`: one that does not says so, and some then end with exit code 0 all the same. */
export function netperfResumes(raw: RawOutput): boolean {
  return (
    raw.exitCode === 0 && !/(?:invalid|unrecognized|unknown|illegal) option/.test(raw.stderr + raw.stdout)
  );
}

function probe(context: CommandContext, options: string): string {
  if (context.peer === null) throw new Error('a probe for netserver needs a peer');
  const host = shellQuote(context.peer.address);
  return `netperf -P 0 -H ${host} -p ${context.peer.port} -t TCP_RR -l -1 --${options} -r 1,1 -k TRANSACTION_RATE`;
}
