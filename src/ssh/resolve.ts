import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, HumanError } from '../human-error.ts';
import { expandHome, findHome, type Home } from './home.ts';
import { type HostSpec, parseHostSpec } from './host-spec.ts';
import { askSshClient, type SshSettings } from './ssh-client.ts';

/** A host as the SSH configuration has it, with every path absolute. */
export interface ResolvedHost {
  /** The name as it was written: what `ssh NAME` takes. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Private keys to try, in order; those that the configuration does not name may be missing. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** Socket of the agent; null: none. */
  readonly agentSocket: string | null;
  /** Accepted keys are added to the first. */
  readonly userKnownHostsFiles: readonly string[];
  readonly globalKnownHostsFiles: readonly string[];
  readonly hostKeyAlias: string | null;
  /** Host key algorithms that the configuration allows; null: it does not tell. */
  readonly hostKeyAlgorithms: readonly string[] | null;
  /** Hosts to go through, first one first, each to be resolved under its own name. */
  readonly jumps: readonly string[];
  /** ConnectTimeout, ms; null: the configuration does not tell. */
  readonly connectTimeoutMs: number | null;
}

export interface ResolveOptions {
  /** Host, or comma-separated chain of hosts, to go through; beats ProxyJump and ProxyCommand. `none`: no jump. */
  readonly jump?: string | null | undefined;
  /** In place of ~/.ssh/config, as `ssh -F`; `none`: no configuration at all. */
  readonly configFile?: string | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_IDENTITIES = ['id_rsa', 'id_ecdsa', 'id_ed25519'];

/**
 * Finds out how to reach `spec` by asking the ssh client (`ssh -G`), which knows Include, Match, tokens and defaults;
 * without a client, from the spec alone. What the spec says beats the configuration.
 * Throws HumanError (usage) for a spec that names no host, a configuration that ssh refuses, or a ProxyCommand.
 */
export async function resolveHost(spec: string, options: ResolveOptions = {}): Promise<ResolvedHost> {
  const wanted = parseHostSpec(spec);
  const home = findHome();
  const configFile = options.configFile ?? (await configOfHome(home));
  const settings = await askSshClient(wanted, configFile, options.signal);
  const jumps = options.jump ?? null;
  return settings === null
    ? withoutConfiguration(wanted, jumps, home)
    : withConfiguration(wanted, settings, jumps, home);
}

/** `a,b` as `['a', 'b']`; `none` and nothing: no jump. */
export function jumpChain(text: string | null): string[] {
  if (text === null || text.trim().toLowerCase() === 'none') return [];
  return text
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
}

/** ssh would read the passwd home's configuration; where $HOME has one of its own, that one. */
async function configOfHome(home: Home): Promise<string | null> {
  if (home.sshUses === null) return null;
  const path = join(home.directory, '.ssh', 'config');
  return access(path).then(
    () => path,
    () => null,
  );
}

function withConfiguration(
  wanted: HostSpec,
  settings: SshSettings,
  jump: string | null,
  home: Home,
): ResolvedHost {
  const command = settings.one('proxycommand');
  if (jump === null && command !== null && command !== 'none') {
    throw new HumanError(
      `The SSH configuration reaches ${wanted.name} through a ProxyCommand (${command}), which is not supported. ` +
        'Give the host to go through as "jump" in the experiment file, or as ProxyJump in the configuration.',
      EXIT.usage,
    );
  }
  const host = settings.one('hostname') ?? wanted.name;
  const port = Number(settings.one('port') ?? wanted.port ?? 22);
  const user = settings.one('user') ?? loginName(wanted, home);
  const tokens = {
    d: home.directory,
    h: host,
    n: wanted.name,
    p: String(port),
    r: user,
    u: home.loginName ?? '',
  };
  const path = (text: string): string => expandHome(expandTokens(text, tokens), home);
  // ssh prints several files with blanks between, and a blank within a name just so: such a name cannot be told.
  const files = (text: string | null): string[] =>
    (text ?? '')
      .split(' ')
      .filter((file) => file !== '' && file !== 'none')
      .map(path);

  return {
    name: wanted.name,
    host,
    port,
    user,
    identityFiles: settings
      .all('identityfile')
      .filter((file) => file !== 'none')
      .map(path),
    identitiesOnly: settings.one('identitiesonly') === 'yes',
    agentSocket: agentSocket(settings.one('identityagent'), path),
    userKnownHostsFiles: files(settings.one('userknownhostsfile')),
    globalKnownHostsFiles: files(settings.one('globalknownhostsfile')),
    hostKeyAlias: settings.one('hostkeyalias'),
    hostKeyAlgorithms: settings.one('hostkeyalgorithms')?.split(',') ?? null,
    jumps: jumpChain(jump ?? settings.one('proxyjump')),
    connectTimeoutMs: timeoutMs(settings.one('connecttimeout')),
  };
}

/** No ssh client here, hence no configuration that it would read: its defaults. */
function withoutConfiguration(wanted: HostSpec, jump: string | null, home: Home): ResolvedHost {
  const ssh = join(home.directory, '.ssh');
  return {
    name: wanted.name,
    host: wanted.name,
    port: wanted.port ?? 22,
    user: loginName(wanted, home),
    identityFiles: DEFAULT_IDENTITIES.map((file) => join(ssh, file)),
    identitiesOnly: false,
    agentSocket: agentSocket(null, (path) => path),
    userKnownHostsFiles: [join(ssh, 'known_hosts'), join(ssh, 'known_hosts2')],
    globalKnownHostsFiles: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
    hostKeyAlias: null,
    hostKeyAlgorithms: null,
    jumps: jumpChain(jump),
    connectTimeoutMs: null,
  };
}

/** ConnectTimeout as `ssh -G` prints it, in seconds or `none`; ms. */
function timeoutMs(setting: string | null): number | null {
  return setting !== null && /^[1-9]\d{0,5}$/.test(setting) ? Number(setting) * 1000 : null;
}

function loginName(wanted: HostSpec, home: Home): string {
  const name = wanted.user ?? home.loginName;
  if (name === null) {
    throw new HumanError(`Nobody's login name is known here: write user@${wanted.name}.`, EXIT.usage);
  }
  return name;
}

/** IdentityAgent: `none`, the name of an environment variable, or a path; by default SSH_AUTH_SOCK. */
function agentSocket(setting: string | null, path: (text: string) => string): string | null {
  if (setting === 'none') return null;
  const variable =
    setting === null || setting === 'SSH_AUTH_SOCK' ? 'SSH_AUTH_SOCK' : /^\$(\w+)$/.exec(setting)?.[1];
  const socket = variable === undefined ? path(setting ?? '') : process.env[variable];
  return socket === undefined || socket === '' ? null : socket;
}

/** The tokens of ssh_config(5) that `ssh -G` leaves in paths; one that we do not know stays as it is. */
function expandTokens(text: string, tokens: Readonly<Record<string, string>>): string {
  return text.replace(/%(.)/g, (whole, letter: string) =>
    letter === '%' ? '%' : Object.hasOwn(tokens, letter) ? (tokens[letter] ?? whole) : whole,
  );
}
