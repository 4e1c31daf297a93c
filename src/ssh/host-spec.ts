import { EXIT, HumanError } from '../human-error.ts';

/** How a person names a host: every part but the name may be left to the SSH configuration. */
export interface HostSpec {
  /** A name of the configuration, a host name or an address; IPv6 without brackets. */
  readonly name: string;
  readonly user: string | null;
  readonly port: number | null;
}

/**
 * Characters that no host name has and that a shell, a `Match exec` or a line of known_hosts would read as
 * something else. OpenSSH refuses the shell's ones since 9.6; older clients put them into commands unasked.
 */
const NOT_IN_A_HOST = /[\s\p{Cc}'"`$\\;&<>|(){}*?!,#[\]@/]/u;
const NOT_IN_A_USER = /[\s\p{Cc}'"`;&<>|(){}]/u;

/**
 * Reads `name`, `user@host`, `host:port`, `user@host:port`, `[v6]:port` and `user@[v6]:port`; the last `@` divides.
 * A host with several colons and no brackets is an IPv6 address without a port.
 * Throws HumanError (usage) that says what is wrong with the text.
 */
export function parseHostSpec(text: string): HostSpec {
  const refuse = (why: string): never => {
    throw new HumanError(
      `${JSON.stringify(text)} does not name a host: ${why}. ` +
        'Write a name of your SSH configuration, user@host, user@host:port or user@[IPv6]:port.',
      EXIT.usage,
    );
  };
  const at = text.lastIndexOf('@');
  const user = at === -1 ? null : text.slice(0, at);
  const rest = text.slice(at + 1);

  let name = rest;
  let portText: string | null = null;
  if (rest.startsWith('[')) {
    const close = rest.indexOf(']');
    if (close === -1) refuse('the bracket is not closed');
    name = rest.slice(1, close);
    const after = rest.slice(close + 1);
    if (after !== '' && !after.startsWith(':')) refuse('only a port may follow the brackets');
    if (after !== '') portText = after.slice(1);
  } else if (rest.indexOf(':') === rest.lastIndexOf(':') && rest.includes(':')) {
    const colon = rest.indexOf(':');
    name = rest.slice(0, colon);
    portText = rest.slice(colon + 1);
  }

  // A leading dash would be read as an option by the ssh client.
  if (text.startsWith('-') || name.startsWith('-')) refuse('it starts with a dash');
  if (name === '') refuse('the host is empty');
  if (name.length > 255) refuse('the host is longer than 255 characters');
  if (NOT_IN_A_HOST.test(name)) refuse('the host has a character that no host name has');
  if (user !== null) {
    if (user === '') refuse('the user before @ is empty');
    if (user.length > 255 || NOT_IN_A_USER.test(user) || user.endsWith('\\')) {
      refuse('the user has a character that no user name has');
    }
  }
  return {
    name,
    user,
    port: portText === null ? null : (parsePort(portText) ?? refuse(`"${portText}" is no port`)),
  };
}

/** 1 to 65535 in plain digits; null otherwise. */
export function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

/** `user@host:port` for people, with brackets around IPv6. */
export function formatAddress(user: string, host: string, port: number): string {
  return `${user}@${formatEndpoint(host, port)}`;
}

/** `host:port` for people, with brackets around IPv6. */
export function formatEndpoint(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
