import type { Lab } from '../lab/lab.ts';
import { labConnection, startLab } from '../lab/lab.ts';
import type { Connect } from '../run/host.ts';
import { connectSsh } from '../ssh/connect.ts';
import type { HostKeyQuestion } from '../ssh/host-key-policy.ts';
import type { Prompts } from '../ssh/passphrases.ts';

export interface ConnectorOptions {
  /** Seed of the demo lab's simulated guests. */
  readonly labSeed: number;
  readonly configFile: string | null;
  readonly acceptedFingerprints: readonly string[];
  readonly prompts: Prompts | null;
  /** Asks a person about an unknown host's key; without it only accepted fingerprints are taken. */
  readonly askHostKey?: (question: HostKeyQuestion) => Promise<boolean>;
  readonly log: (line: string) => void;
}

/** Connects to hosts: `lab:NAME` to the demo lab, which starts when it is first needed, all others over SSH. */
export interface Connector {
  readonly connect: Connect;
  /** Ends the demo lab, if it was started. */
  close(): Promise<void>;
}

export function connector(options: ConnectorOptions): Connector {
  let lab: Promise<Lab> | null = null;
  return {
    async connect({ host, jump, identityFile }, signal) {
      if (host.startsWith('lab:')) {
        lab ??= startLab({ seed: options.labSeed });
        return labConnection(await lab, host.slice('lab:'.length), signal);
      }
      const { configFile, acceptedFingerprints, prompts, log, askHostKey } = options;
      return connectSsh(host, {
        jump,
        identityFile,
        configFile,
        acceptedFingerprints,
        prompts,
        log,
        signal,
        ...(askHostKey === undefined ? {} : { askHostKey }),
      });
    },
    async close() {
      await (await lab)?.stop();
      lab = null;
    },
  };
}
