import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { workspace } from 'vscode';
import { activeExtension } from './support/extension.ts';
import { inWorkspace, readText } from './support/workspace.ts';

describe('activation', () => {
  it('gives an extension that is active', async () => {
    const extension = await activeExtension();
    equal(extension.isActive, true);
  });

  it('happens in a copy of the sample workspace', async () => {
    deepEqual(workspace.workspaceFolders?.length, 1);
    equal((await readText(inWorkspace('demo.xenbench.jsonc'))).includes('lab:native'), true);
  });
});
