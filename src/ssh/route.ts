import { EXIT, HumanError } from '../human-error.ts';
import { findHome } from './home.ts';
import { formatAddress, parseHostSpec } from './host-spec.ts';
import { shellWord } from './plain-text.ts';
import { type ResolvedHost, type ResolveOptions, resolveHost } from './resolve.ts';

/** Longer chains are a configuration that goes round in circles. */
const MAX_HOPS = 8;

/**
 * All hosts on the way to `spec`, the target last. As with ssh, the first hop is reached by its own configuration
 * (which may jump again); the later ones through the hop before them.
 * Throws HumanError (usage), see `resolveHost`.
 */
export async function planRoute(spec: string, options: ResolveOptions): Promise<ResolvedHost[]> {
  const reversed: ResolvedHost[] = [];
  const inherited = { configFile: options.configFile, signal: options.signal };
  let host = await resolveHost(spec, options);
  for (;;) {
    reversed.push(host);
    const [first, ...later] = isItself(host, host.jumps) ? [] : host.jumps;
    if (first === undefined) return reversed.reverse();
    if (reversed.length + later.length >= MAX_HOPS) {
      throw new HumanError(
        `The way to ${spec} has more than ${MAX_HOPS} hosts: the jumps go round in a circle. Look at ProxyJump of ${host.name}.`,
        EXIT.usage,
      );
    }
    for (const hop of later.reverse()) reversed.push(await resolveHost(hop, { ...inherited, jump: 'none' }));
    host = await resolveHost(first, inherited);
  }
}

/** `Host *` with a ProxyJump names the jump host as its own way; ssh goes there directly. */
function isItself(host: ResolvedHost, jumps: readonly string[]): boolean {
  const [jump, ...others] = jumps;
  if (jump === undefined || others.length > 0) return false;
  const { name, user, port } = parseHostSpec(jump);
  return name === host.name && (user ?? host.user) === host.user && (port ?? host.port) === host.port;
}

/** The ssh command that reaches the host over the same way, and writes its key where we read it. */
export function sshCommand(
  host: ResolvedHost,
  way: readonly ResolvedHost[],
  configFile: string | null,
): string {
  const words = ['ssh'];
  if (configFile !== null) words.push('-F', shellWord(configFile));
  if (way.length > 0) {
    words.push('-J', shellWord(way.map((hop) => formatAddress(hop.user, hop.host, hop.port)).join(',')));
  }
  const file = host.userKnownHostsFiles[0];
  if (file !== undefined && findHome().sshUses !== null) {
    words.push('-o', shellWord(`UserKnownHostsFile=${file}`));
  }
  words.push('-p', String(host.port), shellWord(`${host.user}@${host.name}`));
  return words.join(' ');
}
