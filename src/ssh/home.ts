import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Where the person's own SSH files are. OpenSSH takes the home folder from the passwd database and ignores $HOME; other
 * tools follow $HOME, and so do we: where the two differ, $HOME wins and ssh's answers are moved over.
 */
export interface Home {
  /** $HOME, or the passwd database's folder where it is not set. */
  readonly directory: string;
  /** The folder that ssh itself uses, where it is another one; null where they agree. */
  readonly sshUses: string | null;
  /** The person's login name here; null where there is none (a container's bare user id). */
  readonly loginName: string | null;
}

export function findHome(): Home {
  const directory = homedir();
  const account = currentAccount();
  const loginName = account?.username ?? process.env['USER'] ?? process.env['LOGNAME'] ?? null;
  const sshUses = account === null || account.homedir === directory ? null : account.homedir;
  return { directory, sshUses, loginName };
}

/** A path that ssh printed or a person wrote, as a path of ours: `~` and ssh's own ~/.ssh are those of $HOME. */
export function expandHome(path: string, home: Home): string {
  if (path === '~') return home.directory;
  if (path.startsWith('~/')) return join(home.directory, path.slice(2));
  const ssh = home.sshUses === null ? null : `${join(home.sshUses, '.ssh')}/`;
  return ssh !== null && path.startsWith(ssh) ? join(home.directory, '.ssh', path.slice(ssh.length)) : path;
}

function currentAccount(): { readonly username: string; readonly homedir: string } | null {
  try {
    return userInfo();
  } catch {
    // The user id is not in the passwd database.
    return null;
  }
}
