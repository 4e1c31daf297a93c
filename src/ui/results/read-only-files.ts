import {
  Disposable,
  EventEmitter,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
  workspace,
} from 'vscode';

/**
 * Files that are made from others and cannot be changed. VS Code opens and restores editors of what it finds in some
 * file system, and shows that these are read-only. `read` gives the bytes, and throws where a uri names nothing.
 */
export function readOnlyFiles(scheme: string, read: (uri: Uri) => Promise<Uint8Array>): Disposable {
  const changed = new EventEmitter<never[]>();
  const refuse = (): never => {
    throw FileSystemError.NoPermissions('It is made from other files and cannot be changed.');
  };
  const readOrNotFound = async (uri: Uri): Promise<Uint8Array> => {
    try {
      return await read(uri);
    } catch {
      throw FileSystemError.FileNotFound(uri);
    }
  };
  const provider: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => {}),
    async stat(uri) {
      if (uri.path === '/') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      const { length } = await readOrNotFound(uri);
      return { type: FileType.File, ctime: 0, mtime: 0, size: length };
    },
    readDirectory: () => [],
    readFile: readOrNotFound,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    changed,
    workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true, isReadonly: true }),
  );
}
