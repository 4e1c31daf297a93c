import type { CommandContext } from '../benchmarks/benchmark.ts';
import { NETSERVER } from '../benchmarks/netperf.ts';
import {
  netperfProbe,
  netperfResumes,
  netperfResumesProbe,
  netserverAnswers,
} from '../benchmarks/netperf-probe.ts';
import type { Peer } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { Places } from '../remote/facts.ts';
import { UnreachableError } from '../remote/transport.ts';
import { type Connect, closeHost, type Host, openHost } from './host.ts';
import { runForOutput } from './raw-output.ts';
import { describeMissing, findTools, missingTools } from './tools.ts';

/** The other end of the network tests. A netserver that we start runs until `close`; one that was there stays. */
export interface PeerServer {
  /**
   * Makes sure that a netserver answers `target`, starting one on the peer when none does; tells whether the target's
   * netperf can resume after a lost datagram. Throws HumanError (refused) when there is no way.
   */
  ensure(target: Host, name: string, signal: AbortSignal): Promise<{ resumes: boolean }>;
  /** Facts about the peer's netserver, for the environment of targets; none where it was not started by us. */
  readonly facts: Readonly<Record<string, string>>;
  /** True when nothing of ours is left on the peer. */
  close(limitMs?: number): Promise<boolean>;
}

const PROBE_SECONDS = 30;

const PLACES: Places = { peer: null, directories: [], programs: ['netserver'] };

export function peerServer(peer: Peer, connect: Connect): PeerServer {
  let host: Host | null = null;
  let facts: Readonly<Record<string, string>> = {};

  async function answers(target: Host) {
    return netserverAnswers(
      await runForOutput(target.session, netperfProbe(probeContext(target, peer)), PROBE_SECONDS),
    );
  }

  async function start(signal: AbortSignal, reason: string): Promise<void> {
    if (peer.host === null) {
      throw new HumanError(
        `No netserver answers at ${peer.address}:${peer.port} (${reason}), and the experiment's peer has no "host" to start one on. ` +
          'Start netserver there, or give the peer its "host".',
        EXIT.refused,
      );
    }
    const address = { host: peer.host, jump: peer.jump, identityFile: peer.identityFile };
    host ??= await openHost(connect, address, signal, PLACES).catch((error: unknown) => {
      if (!(error instanceof UnreachableError)) throw error;
      throw new HumanError(
        `No netserver answers at ${peer.address}:${peer.port}, and the peer to start one on is not there: ${error.message}`,
        EXIT.refused,
        { cause: error },
      );
    });
    facts = programsOf(host.observed.environment);
    const found = await findTools(host.session, [NETSERVER]);
    const [missing] = missingTools(`The peer (${host.connection.address})`, found, host.observed);
    if (missing !== undefined) {
      throw new HumanError(
        `No netserver answers at ${peer.address}:${peer.port}. ${describeMissing(missing)}`,
        EXIT.refused,
      );
    }
    await host.session.service(`exec netserver -D -p ${peer.port}`);
  }

  return {
    get facts() {
      return facts;
    },
    async ensure(target, name, signal) {
      let answer = await answers(target);
      if (!answer.answers && host === null) await start(signal, answer.reason);
      // A netserver that was just started needs a moment until it listens; each look is a command on the target.
      for (let look = 0; !answer.answers && look < 20; look += 1) {
        signal.throwIfAborted();
        if (look > 0) await target.session.run('sleep 0.1 2>/dev/null || sleep 1', 10);
        answer = await answers(target);
      }
      if (!answer.answers) {
        throw new HumanError(
          `${name}: the netserver at ${peer.address}:${peer.port} does not answer: ${answer.reason}. ` +
            'Is that address right as seen from the target, and the port open?',
          EXIT.refused,
        );
      }
      const probe = netperfResumesProbe(probeContext(target, peer));
      return { resumes: netperfResumes(await runForOutput(target.session, probe, PROBE_SECONDS)) };
    },
    async close(limitMs) {
      const open = host;
      host = null;
      return open === null ? true : closeHost(open, limitMs);
    },
  };
}

function programsOf(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const programs = Object.entries(environment).filter(([fact]) => fact.startsWith('program.'));
  return Object.fromEntries(programs.map(([fact, value]) => [`peer.${fact}`, value]));
}

function probeContext(target: Host, peer: Peer): CommandContext {
  return {
    workDirectory: target.session.directory,
    scratchDirectory: null,
    kernel: null,
    peer: { address: peer.address, port: peer.port },
    seconds: null,
    elements: null,
    netperfResumes: false,
  };
}
