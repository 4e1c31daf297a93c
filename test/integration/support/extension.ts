import { type Extension, extensions } from 'vscode';

/** The extension under test, active. */
export async function activeExtension(): Promise<Extension<unknown>> {
  const extension = extensions.getExtension('xen-bench.xen-bench');
  if (extension === undefined) throw new Error('The extension is not loaded.');
  await extension.activate();
  return extension;
}
