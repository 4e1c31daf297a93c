import {
  Disposable,
  EventEmitter,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  workspace,
} from 'vscode';
import { COMPARE_SCHEME, comparedRuns } from './compare-uri.ts';

/**
 * VS Code opens and restores editors of what it finds in some file system. A comparison is found there when its uri
 * names runs; as a file it is empty, and nothing can be written.
 */
export function compareFiles(): Disposable {
  const changed = new EventEmitter<never[]>();
  const refuse = (): never => {
    throw FileSystemError.NoPermissions('A comparison of runs cannot be written.');
  };
  const provider: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => {}),
    stat(uri) {
      if (uri.path === '/') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      if (comparedRuns(uri.query) === null) throw FileSystemError.FileNotFound(uri);
      return { type: FileType.File, ctime: 0, mtime: 0, size: 0 };
    },
    readDirectory: () => [],
    readFile: () => new Uint8Array(),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    changed,
    workspace.registerFileSystemProvider(COMPARE_SCHEME, provider, {
      isCaseSensitive: true,
      isReadonly: true,
    }),
  );
}
