import type { ResolvedHost } from './resolve.ts';

/** One thing to try at authentication. */
export type Attempt =
  /** Asks the host which methods it allows; some let anyone in. */
  | { readonly kind: 'none' }
  | { readonly kind: 'key'; readonly path: string }
  /** A key that the caller holds in memory. */
  | { readonly kind: 'given-key'; readonly privateKey: string }
  | { readonly kind: 'agent'; readonly socket: string }
  | { readonly kind: 'keyboard-interactive' }
  | { readonly kind: 'password' };

/** The method (RFC 4252) that an attempt belongs to. */
export const METHOD: Readonly<Record<Attempt['kind'], string>> = {
  none: 'none',
  key: 'publickey',
  'given-key': 'publickey',
  agent: 'publickey',
  'keyboard-interactive': 'keyboard-interactive',
  password: 'password',
};

/** As OpenSSH's NumberOfPasswordPrompts. */
const PASSWORD_TRIES = 3;

/**
 * The attempts in OpenSSH's order: the explicit key, the agent, the configured identities, and questions where a
 * person can be asked. A key that the caller hands in stands alone: nothing of the person's is shown to that host.
 */
export function listAttempts(
  host: Pick<ResolvedHost, 'agentSocket' | 'identityFiles'>,
  identityFile: string | null,
  privateKey: string | null,
  canAsk: boolean,
): Attempt[] {
  if (privateKey !== null) return [{ kind: 'none' }, { kind: 'given-key', privateKey }];
  const attempts: Attempt[] = [{ kind: 'none' }];
  if (identityFile !== null) attempts.push({ kind: 'key', path: identityFile });
  if (host.agentSocket !== null) attempts.push({ kind: 'agent', socket: host.agentSocket });
  for (const path of host.identityFiles) if (path !== identityFile) attempts.push({ kind: 'key', path });
  if (canAsk) {
    for (const kind of ['keyboard-interactive', 'password'] as const) {
      for (let tries = 0; tries < PASSWORD_TRIES; tries += 1) attempts.push({ kind });
    }
  }
  return attempts;
}
