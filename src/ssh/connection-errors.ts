import { EXIT, HumanError } from '../human-error.ts';
import { HangUpError, UnreachableError } from '../remote/transport.ts';
import { plainText } from './plain-text.ts';

/** How far a connection has come. */
export type Stage = 'connecting' | 'greeting' | 'handshake' | 'authentication';

/** An error of ssh2 or of a socket. */
export interface TransportError extends Error {
  readonly code?: string | number;
  readonly level?: string;
}

const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens on that port. Is sshd running there, and is the port right?',
  ETIMEDOUT: 'it does not answer. Is it up, and does a firewall let SSH through?',
  EHOSTUNREACH: 'there is no route to it. Is it up, and is the address right?',
  ENETUNREACH: 'its network cannot be reached from here. Is the address right, is a VPN needed?',
  EHOSTDOWN: 'it is down.',
  ENOTFOUND: 'no such name is known. Is it spelt right; is it in the SSH configuration or in DNS?',
  EAI_AGAIN: 'its name cannot be looked up now. Does the name server answer?',
};

/** No connection at all. */
export function unreachable(place: string, error: TransportError): UnreachableError {
  const why = WHY[String(error.code)] ?? `${plainText(error.message) || String(error.code)}.`;
  return new UnreachableError(`${place} cannot be reached: ${why}`, { cause: error });
}

/** The host is silent for longer than we wait. */
export function silence(place: string, stage: Stage, ms: number): UnreachableError {
  const seconds = `${Math.round(ms / 100) / 10} s`;
  const text = {
    connecting: `${place} cannot be reached: no answer within ${seconds}. Is it up, and does a firewall let SSH through?`,
    greeting: `${place} accepted the connection but did not say who it is within ${seconds}: is an SSH server on that port?`,
    handshake: `${place} did not finish the key exchange within ${seconds}: is it overloaded, or the network lossy?`,
    authentication: `${place} did not finish the authentication within ${seconds}: is it overloaded, or its user database slow?`,
  };
  return new UnreachableError(text[stage]);
}

/**
 * Why the connection ended before authentication began. `heard` is what the host sent before it said who it is;
 * `error` is null where it just closed.
 */
export function brokenOff(
  place: string,
  stage: Exclude<Stage, 'authentication'>,
  error: TransportError | null,
  heard: string,
): Error {
  // A peer that accepts and resets at once may do so before we hear of the acceptance.
  const dropped = error?.code === 'ECONNRESET' || error === null;
  if (stage === 'connecting' && !dropped) return unreachable(place, error);
  const cause = { cause: error };
  const said = plainText(heard, 120);

  if (stage !== 'handshake') {
    if (heard.startsWith('HTTP/')) {
      return new HumanError(
        `${place} is a web server, not an SSH server: is the port right?`,
        EXIT.refused,
        cause,
      );
    }
    // ssh2's own words for what cannot be the beginning of SSH 2.
    if (error !== null && /header|greeting lines|identification/i.test(error.message)) {
      const text = `${place} does not speak SSH 2, it says "${said}": is the port right?`;
      return new HumanError(text, EXIT.refused, cause);
    }
    const when = heard.includes('SSH-') ? 'while saying who it is' : 'before saying who it is';
    const details = [
      said === '' ? null : `it said "${said}"`,
      error === null ? null : plainText(error.message),
    ]
      .filter((part) => part !== null && !part.startsWith('Connection lost'))
      .join('; ');
    return new HangUpError(
      `${place} closed the connection ${when}${details === '' ? '' : ` (${details})`}: ` +
        'too many connections (MaxStartups), a ban, or no SSH server on that port.',
      EXIT.refused,
      cause,
    );
  }

  const missing = /no matching (.+)$/.exec(error?.message ?? '')?.[1];
  if (missing !== undefined) {
    return new HumanError(
      `${place} and this client have no ${missing} in common. This client has no post-quantum key exchange and no ` +
        'algorithms that OpenSSH itself gave up. Allow on the host, besides others, ' +
        `${COMMON[missing] ?? 'OpenSSH’s defaults'} (sshd_config).`,
      EXIT.refused,
      cause,
    );
  }
  const details = error === null ? '' : ` (${plainText(error.message)})`;
  return new HangUpError(
    `${place} closed the connection during the key exchange${details}: too many connections (MaxStartups), a ban, ` +
      'or an SSH server that is broken.',
    EXIT.refused,
    cause,
  );
}

const COMMON: Readonly<Record<string, string>> = {
  'key exchange algorithm': 'KexAlgorithms curve25519-sha256 or ecdh-sha2-nistp256',
  'host key format': 'a host key of the type ed25519, ecdsa or rsa (HostKeyAlgorithms)',
  'C->S cipher': 'Ciphers aes128-gcm@openssh.com or aes128-ctr',
  'S->C cipher': 'Ciphers aes128-gcm@openssh.com or aes128-ctr',
  'C->S MAC': 'MACs hmac-sha2-256',
  'S->C MAC': 'MACs hmac-sha2-256',
};

/** The person called it off. */
export function cancelled(place: string): HumanError {
  return new HumanError(`Cancelled while connecting to ${place}.`, EXIT.cancelled);
}

/** A jump host could not open the way to the next host. */
export function noTunnel(jump: string, place: string, error: TransportError & { reason?: unknown }): Error {
  const why = plainText(error.message.replace('(SSH) Channel open failure: ', ''));
  // RFC 4254, section 5.1: 1 = administratively prohibited, 2 = connect failed.
  if (error.reason === 1) {
    return new HumanError(
      `The jump host ${jump} does not let us go on to ${place} (${why}): allow it with AllowTcpForwarding or PermitOpen.`,
      EXIT.refused,
      { cause: error },
    );
  }
  return new UnreachableError(`${place} cannot be reached from the jump host ${jump}: ${why}.`, {
    cause: error,
  });
}
