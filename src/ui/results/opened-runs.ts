import { basename, dirname, posix } from 'node:path';
import { type Disposable, type Event, EventEmitter, type Uri, workspace } from 'vscode';
import type { RunFileFollower } from '../../journal/follow.ts';
import { followFolder } from '../files/follow-folder.ts';

/** A run file that is open in some results editor. */
export interface OpenedRun extends Disposable {
  readonly uri: Uri;
  readonly follower: RunFileFollower;
  /** The file, or the lock beside it, may have changed. */
  readonly onDidChange: Event<void>;
}

/** Several editors of one file, alone or in a comparison, share one follower: the file is read once. */
export interface OpenedRuns {
  open(uri: Uri): Promise<OpenedRun>;
}

interface Shared {
  readonly run: Promise<OpenedRun>;
  users: number;
}

export function openedRuns(): OpenedRuns {
  const shared = new Map<string, Shared>();
  return {
    async open(uri) {
      const key = uri.toString();
      const known = shared.get(key) ?? { run: openRun(uri), users: 0 };
      known.users += 1;
      shared.set(key, known);
      const run = await known.run.catch((error: unknown) => {
        // The next one tries anew.
        shared.delete(key);
        throw error;
      });
      let isOpen = true;
      return {
        ...run,
        dispose() {
          if (!isOpen) return;
          isOpen = false;
          known.users -= 1;
          if (known.users > 0) return;
          shared.delete(key);
          run.dispose();
        },
      };
    },
  };
}

async function openRun(uri: Uri): Promise<OpenedRun> {
  const changed = new EventEmitter<void>();
  if (uri.scheme !== 'file') {
    // Such as a run of an older commit, beside the one of now. It does not grow.
    const { runFileInMemory } = await import('../../journal/run-file-in-memory.ts');
    const follower = runFileInMemory(posix.basename(uri.path), async () => workspace.fs.readFile(uri));
    return { uri, follower, onDidChange: changed.event, dispose: () => changed.dispose() };
  }
  const { followRunFile } = await import('../../journal/follow.ts');
  const [folder, name] = [dirname(uri.fsPath), basename(uri.fsPath)];
  const followed = followFolder(folder, (change) => {
    if (['', name, `${name}.lock`].includes(change.name)) changed.fire();
  });
  return {
    uri,
    follower: followRunFile(uri.fsPath),
    onDidChange: changed.event,
    dispose() {
      followed.dispose();
      changed.dispose();
    },
  };
}
