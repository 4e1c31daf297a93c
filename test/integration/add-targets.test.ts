import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import { COMMANDS } from '../../src/manifest.ts';
import { answerMessages } from './support/answers.ts';
import { activeExtension } from './support/extension.ts';
import { answerQuestions } from './support/questions.ts';
import { until } from './support/until.ts';
import { inWorkspace, readText, writeText } from './support/workspace.ts';

const TEXT = `// Ours.
{
  "targets": {
    "bare": { "kind": "native", "host": "bench1" } // rack 1
  },
  "benchmarks": ["cpu"]
}
`;
const CONFIG = `Host bench1
  User root
Host pv hvm
  HostName 10.0.2.21
  User root
  Port 2222
  ProxyJump dom0
Host odd
  ProxyCommand nc %h %p
`;

describe('Add Targets from SSH Config', () => {
  const uri = () => inWorkspace('add-targets', 'from-ssh.xenbench.jsonc');
  const homeBefore = process.env['HOME'];
  let home = '';

  before(async () => {
    await activeExtension();
    home = await mkdtemp(join(tmpdir(), 'xen-bench-add-'));
    await mkdir(join(home, '.ssh'));
  });
  after(() => rm(home, { recursive: true }));
  beforeEach(async () => {
    process.env['HOME'] = home;
    await writeFile(join(home, '.ssh', 'config'), CONFIG);
    await writeText(uri(), TEXT);
    await until('the editor shows the file again', async () => {
      return (await workspace.openTextDocument(uri())).getText() === TEXT;
    });
  });
  afterEach(async () => {
    if (homeBefore === undefined) delete process.env['HOME'];
    else process.env['HOME'] = homeBefore;
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  const add = () => commands.executeCommand(COMMANDS.addTargetsFromSsh, { experiment: uri() });

  it('adds those that are ticked, of a kind each, by one edit that keeps comments and one undo takes back', async () => {
    const asked = answerQuestions(
      { tick: ['pv', 'odd'] },
      { tick: ['pv', 'hvm'] },
      { take: 'Ask for each' },
      { take: 'pv' },
      { take: 'hvm' },
    );
    await add();
    deepEqual(asked[0]?.labels, ['bench1', 'pv', 'hvm', 'odd']);
    match(asked[0]?.problem ?? '', /ProxyCommand/);
    match(asked.at(-1)?.title ?? '', /hvm$/);
    const added = TEXT.replace(
      '"bench1" } // rack 1\n',
      '"bench1" }, // rack 1\n    "pv": { "kind": "pv", "host": "pv" },\n    "hvm": { "kind": "hvm", "host": "hvm" }\n',
    );
    equal(await readText(uri()), added);
    const editor = await window.showTextDocument(uri());
    await commands.executeCommand('undo');
    equal(editor.document.getText(), TEXT);
    await editor.document.save();
  });

  it('says for each what ssh says, and which are targets already', async () => {
    const asked = answerQuestions({ tick: ['bench1', 'pv'] }, { take: 'native' });
    await add();
    equal(asked[0]?.descriptions[0], 'root@bench1, is the target bare already');
    equal(asked[0]?.descriptions[1], 'root@10.0.2.21, port 2222, through dom0');
    // Nothing forbids it: another name is found.
    const text = await readText(uri());
    ok(text.includes('"bench1": { "kind": "native", "host": "bench1" }'), text);
    ok(text.includes('"pv": { "kind": "native", "host": "pv" }'), text);
  });

  it('gives up without a trace, and says where there are no names', async () => {
    answerQuestions({ tick: ['pv'] }, 'back', 'escape');
    // One host is asked for its kind alone, and there is a way back.
    await add();
    equal(await readText(uri()), TEXT);
    await writeFile(join(home, '.ssh', 'config'), 'Host *\n  User root\n');
    const shown = answerMessages('showErrorMessage', () => undefined);
    await add();
    await until('the error is shown', () => shown.length > 0);
    match(shown[0]?.text ?? '', /names no hosts/);
  });
});
