import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface FolderChange {
  /** What in the folder has changed; empty where that may be anything, as when the folder itself came or went. */
  readonly name: string;
  /** It came or went, rather than changed. */
  readonly cameOrWent: boolean;
}

/**
 * Follows a folder, without those in it, by the system itself: VS Code's own watchers look at the workspace alone, only
 * some time after a window is open, and into a folder that is just being made only with luck. The folder need not be
 * there: then the nearest one around it that is there tells when it comes. Where the system has no watches left nothing
 * is told.
 */
export function followFolder(
  folder: string,
  told: (change: FolderChange) => void,
): { readonly dispose: () => void } {
  let watcher: FSWatcher | null = null;

  const stop = (): void => {
    watcher?.close();
    watcher = null;
  };

  /** The folder and those around it, the innermost first. */
  const way = [folder];
  for (let path = folder; dirname(path) !== path; path = dirname(path)) way.push(dirname(path));

  const begin = (): void => {
    stop();
    let at = way.findIndex((path) => {
      watcher = tryToWatch(path);
      return watcher !== null;
    });
    // One further in may have come before that watch was there.
    for (; at > 0; at -= 1) {
      const inner = tryToWatch(way[at - 1] ?? folder);
      if (inner === null) return;
      stop();
      watcher = inner;
    }
  };

  const again = (): void => {
    begin();
    told({ name: '', cameOrWent: true });
  };

  const tryToWatch = (path: string): FSWatcher | null => {
    const names = [null, basename(path)];
    const inner = way[way.indexOf(path) - 1];
    if (inner !== undefined) names.push(basename(inner));
    try {
      const made = watch(path, { persistent: false }, (event, name) => {
        if (event === 'rename' && names.includes(name)) again();
        else if (path === folder) told({ name: name ?? '', cameOrWent: event === 'rename' });
      });
      made.on('error', again);
      return made;
    } catch {
      // It is not there, or the system has no watches left.
      return null;
    }
  };

  begin();
  return { dispose: stop };
}
