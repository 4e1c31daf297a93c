import { l10n } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { ConnectionLostError } from '../../remote/agent-channel.ts';
import { UnreachableError } from '../../remote/transport.ts';
import { closeDom0, type Dom0, openDom0 } from '../../run/dom0.ts';
import { type ConnectionOptions, openConnector } from '../connections.ts';

/** A session on a dom0 over the extension's own connections. */
export interface Dom0Session {
  readonly dom0: Dom0;
  /** Ends it; a command that runs there is stopped. */
  close(): Promise<void>;
}

export type SessionSources = Pick<ConnectionOptions, 'context' | 'log'>;

/**
 * Connects to a dom0 as root. Throws HumanError: nobody there, a refusal, not root, no xl. An abort after
 * that leaves the session alone.
 */
export async function openSession(
  name: string,
  sources: SessionSources,
  signal: AbortSignal,
): Promise<Dom0Session> {
  const connector = await openConnector({ ...sources, labSeed: 0, signal });
  try {
    const dom0 = await openDom0(connector.connect, name, signal);
    let closed: Promise<void> | null = null;
    const close = async (): Promise<void> => {
      await closeDom0(dom0);
      await connector.close();
    };
    return {
      dom0,
      close() {
        closed ??= close();
        return closed;
      },
    };
  } catch (error) {
    await connector.close();
    throw asHumanError(error, name);
  }
}

/** What a host does is told as it is; everything else is a defect and stays one. */
export function asHumanError(error: unknown, dom0: string): unknown {
  if (error instanceof UnreachableError || error instanceof ConnectionLostError) {
    const message = l10n.t('The dom0 {0} is not there: {1}', dom0, error.message);
    return new HumanError(message, EXIT.refused, { cause: error });
  }
  return error;
}
