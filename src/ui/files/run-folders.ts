import { join } from 'node:path';
import { runsFolder } from '../../journal/runs-folder.ts';
import { followFolder } from './follow-folder.ts';

/** The folders where the runs of some experiments lie, in the usual place beside each. */
export interface RunFolders {
  /** Follows those of these experiment files, and no others any more. Paths are those of this machine. */
  follow(experiments: readonly string[]): void;
  dispose(): void;
}

export interface RunFolderNews {
  /** A run may have come or gone somewhere. */
  readonly cameOrWent: () => void;
  /** A run file has grown or was replaced. */
  readonly changed: (run: string) => void;
}

/**
 * Follows the usual places of runs by the system itself. The first run of an experiment makes a folder in a folder; VS
 * Code's recursive watcher looks into the outer one a moment after it was made, and where the inner one was there by
 * then, it never learns of it nor of any run in it.
 */
export function runFolders({ cameOrWent, changed }: RunFolderNews): RunFolders {
  const followed = new Map<string, { readonly dispose: () => void }>();

  const begin = (folder: string) =>
    followFolder(folder, ({ name, cameOrWent: isMove }) => {
      if (name !== '' && !name.endsWith('.xenrun')) return;
      if (isMove || name === '') cameOrWent();
      else changed(join(folder, name));
    });

  return {
    follow(experiments) {
      const folders = new Set(experiments.map(runsFolder));
      for (const [folder, { dispose }] of followed) {
        if (folders.has(folder)) continue;
        dispose();
        followed.delete(folder);
      }
      for (const folder of folders) if (!followed.has(folder)) followed.set(folder, begin(folder));
    },
    dispose() {
      for (const { dispose } of followed.values()) dispose();
      followed.clear();
    },
  };
}
