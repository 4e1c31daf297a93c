import type { Tool } from '../benchmarks/benchmark.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import type { ObservedHost } from '../remote/facts.ts';
import type { RemoteSession } from '../remote/session.ts';

/** A tool that a host lacks. */
export interface MissingTool {
  /** `pv (root@10.0.0.11)`. */
  readonly host: string;
  readonly tool: Tool;
  /** The command that installs it there, where the host's package manager is known. */
  readonly install: string | null;
}

/** Of each tool, the first of its names that the host has; null where it has none. */
export type FoundTools = ReadonlyMap<Tool, string | null>;

export async function findTools(session: RemoteSession, tools: readonly Tool[]): Promise<FoundTools> {
  const names = [...new Set(tools.flatMap((tool) => tool.anyOf))];
  if (names.length === 0) return new Map();
  const { stdout } = await session.run(findToolsCommand(names), 180);
  const there = new Set(stdout.split('\n'));
  return new Map(tools.map((tool) => [tool, tool.anyOf.find((name) => there.has(name)) ?? null]));
}

/** Prints those of the names that are commands or executable files. Known to the demo lab's guests. */
export function findToolsCommand(names: readonly string[]): string {
  const words = names.map(shellQuote).join(' ');
  return `for tool in ${words}; do command -v "$tool" >/dev/null 2>&1 && printf '%s\\n' "$tool"; done; true`;
}

/** What of the found tools is missing, worded for a person. */
export function missingTools(host: string, found: FoundTools, observed: ObservedHost): MissingTool[] {
  return [...found]
    .filter(([, name]) => name === null)
    .map(([tool]) => ({ host, tool, install: installCommand(tool, observed) }));
}

/** One line a tool: which, on which host, what for, and the command that installs it there. */
export function describeMissing({ host, tool, install }: MissingTool): string {
  const what = `${host}: ${tool.anyOf.join(' or ')} is missing, needed for ${tool.usedFor}.`;
  return install === null ? `${what} Install it there.` : `${what} Install it there: ${install}`;
}

const INSTALL: Readonly<Record<string, string>> = {
  'apt-get': 'apt-get install',
  dnf: 'dnf install',
  yum: 'yum install',
  zypper: 'zypper install',
  apk: 'apk add',
  pacman: 'pacman -S',
};

function installCommand(tool: Tool, { packageManager, root, environment }: ObservedHost): string | null {
  const packages = packageManager === null ? undefined : tool.packages[packageManager];
  if (packageManager === null || packages === undefined) return null;
  const command = `${root ? '' : 'sudo '}${INSTALL[packageManager]} ${packages}`;
  // Debian keeps netperf apart for its licence; a plain install there finds no such package.
  const apart = packages === 'netperf' && /debian/i.test(environment['os'] ?? '');
  return apart
    ? `${command}   (in Debian's component non-free: enable it in the apt sources first)`
    : command;
}
