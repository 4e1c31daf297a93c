import type { Target } from '../../experiment/model.ts';
import { plain } from '../../report/plain.ts';
import type { ResolvedHost } from '../../ssh/resolve.ts';
import { joined, type Lens } from './look.ts';

/** A name of the SSH configuration, and what `ssh -G` says of it. */
export interface SshHost {
  readonly name: string;
  /** null: not asked, or refused. */
  readonly way: Pick<ResolvedHost, 'user' | 'host' | 'port' | 'jumps'> | null;
  /** Why it cannot be reached as the configuration is; null: nothing stands in the way. */
  readonly problem: string | null;
}

type Placed = Pick<Target, 'name' | 'host'>;

/** The targets that are this host already: by its name, or by the address that the name stands for. */
export function usersOf({ name, way }: SshHost, targets: readonly Placed[]): readonly string[] {
  const names = new Set([name]);
  if (way !== null) {
    const { user, host, port } = way;
    const bracketed = host.includes(':') ? `[${host}]` : host;
    names.add(`${user}@${bracketed}:${port}`).add(`${name}:${port}`);
    names.add(`${user}@${name}`);
    if (port === 22) names.add(host).add(`${user}@${host}`);
  }
  return targets.filter(({ host }) => names.has(host)).map((target) => target.name);
}

/** Where a host is: `root@10.0.0.11, port 2222, through dom0`, and which targets it is already. */
export function sshHostDescription(
  host: SshHost,
  targets: readonly Placed[],
  { l10n }: Pick<Lens, 'l10n'>,
): string {
  const { way } = host;
  const users = usersOf(host, targets).map((name) => plain(name, 64));
  return joined([
    way === null ? null : plain(`${way.user}@${way.host}`, 255),
    way === null || way.port === 22 ? null : l10n.t('port {0}', way.port),
    way === null || way.jumps.length === 0 ? null : l10n.t('through {0}', plain(way.jumps.join(', '), 255)),
    users.length === 0 ? null : l10n.t('is the target {0} already', users.join(', ')),
  ]);
}
