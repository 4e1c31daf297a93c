import { type FSWatcher, watch } from 'node:fs';
import { throttled } from '../task/throttled.ts';

/** Shortest time between two tellings, ms: a run file grows with every trial. */
const TELL_MS = 500;
const MOST = 50;

export interface FolderWatches {
  /** Follows what happens in a folder from now on; the first so many folders. */
  add(folder: string): void;
  dispose(): void;
}

/**
 * Follows folders by the system itself: VS Code's own watchers look at the workspace alone, and only some time after a
 * window is open. What cannot be watched, such as a folder that is gone, is not.
 */
export function folderWatches(changed: () => void): FolderWatches {
  const watchers = new Map<string, FSWatcher>();
  const tell = throttled(TELL_MS, changed);
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    tell();
  };
  return {
    add(folder) {
      if (watchers.has(folder) || watchers.size >= MOST) return;
      try {
        const watcher = watch(folder, { persistent: false }, tell);
        watcher.on('error', () => forget(folder));
        watchers.set(folder, watcher);
      } catch {
        // It is gone, or the system has no watches left: the cell tells what it was when it was last looked at.
      }
    },
    dispose() {
      tell.cancel();
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
