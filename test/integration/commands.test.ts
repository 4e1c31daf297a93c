import { deepEqual } from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { commands } from 'vscode';
import { COMMANDS } from '../../src/manifest.ts';
import { activeExtension } from './support/extension.ts';

describe('commands', () => {
  before(activeExtension);

  it('are all there once the extension is active', async () => {
    const known = new Set(await commands.getCommands(true));
    deepEqual(
      Object.values(COMMANDS).filter((command) => !known.has(command)),
      [],
    );
  });
});
