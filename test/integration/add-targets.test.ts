import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import { COMMANDS } from '../../src/manifest.ts';
import { type CapturedDom0, startCapturedDom0 } from '../support/captured-dom0.ts';
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

describe('Add Targets from dom0', () => {
  const uri = () => inWorkspace('add-targets', 'from-dom0.xenbench.jsonc');
  const homeBefore = process.env['HOME'];
  let dom0: CapturedDom0;

  before(async () => {
    const { extensionPath } = await activeExtension();
    dom0 = await startCapturedDom0(extensionPath);
    await dom0.put('pv', '-b----', 'pv');
    await dom0.put('hvm', '-b----', 'hvm');
    await dom0.put('secret', '--p---', 'unreadable');
    await writeFile(join(dom0.configs, 'hvm.cfg'), 'name = "hvm"\ntype = "hvm"\n');
    await writeFile(join(dom0.configs, 'new.cfg'), '# mine\nname = "new"\ntype = "pvh"\nvcpus = 2\n');
  });
  after(() => dom0.stop());
  beforeEach(async () => {
    process.env['HOME'] = dom0.sshd.home;
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
  const add = () => commands.executeCommand(COMMANDS.addTargetsFromDom0, { experiment: uri() });
  const targets = async (): Promise<Record<string, Record<string, unknown>>> => {
    const text = (await readText(uri())).replaceAll(/ *\/\/ .*/g, '');
    return JSON.parse(text).targets;
  };

  it('lists its guests, and adds those that are ticked with what starts them', async () => {
    const asked = answerQuestions(
      { type: dom0.spec },
      { tick: ['hvm', 'secret', 'new'] },
      { type: '' },
      { type: 'root@10.0.2.50' },
      { type: 'root@10.0.2.51' },
    );
    await add();
    deepEqual(asked[1]?.labels, ['pv', 'hvm', 'secret', 'new']);
    deepEqual(asked[1]?.descriptions, [
      'PV, idle, 1 vCPU, 384 MiB',
      'HVM, idle, 1 vCPU, 384 MiB',
      'type not known, paused, 1 vCPU, 384 MiB',
      'PVH, not running, 2 vCPUs',
    ]);
    match(asked[2]?.title ?? '', /secret$/);
    deepEqual([asked[2]?.at, asked[2]?.problem], ['root@secret', 'A host must be given.']);
    equal(asked[4]?.at, 'root@new');
    const { spec } = dom0;
    deepEqual((await targets())['hvm'], {
      kind: 'hvm',
      host: 'root@10.0.2.22',
      jump: spec,
      domain: { dom0: spec, name: 'hvm', config: join(dom0.configs, 'hvm.cfg') },
    });
    const text = await readText(uri());
    ok(text.startsWith('// Ours.\n') && text.includes('"bench1" }, // rack 1\n'), text);
    const { secret, new: absent } = await targets();
    deepEqual(secret, {
      kind: 'any',
      host: 'root@10.0.2.50',
      jump: spec,
      domain: { dom0: spec, name: 'secret' },
    });
    deepEqual(absent?.['domain'], { dom0: spec, name: 'new', config: join(dom0.configs, 'new.cfg') });
    const editor = await window.showTextDocument(uri());
    await commands.executeCommand('undo');
    equal(editor.document.getText(), TEXT);
    await editor.document.save();
  });

  it('takes the name of the SSH configuration where it knows the guest, and its way', async () => {
    const config = join(dom0.sshd.home, '.ssh', 'config');
    await writeFile(config, 'Host hvm\n  HostName 10.0.2.22\n');
    try {
      const asked = answerQuestions({ type: dom0.spec }, { tick: ['hvm'] });
      await add();
      ok(asked[0]?.labels.includes('hvm'));
      const { kind, host, jump } = (await targets())['hvm'] ?? {};
      deepEqual([kind, host, jump], ['hvm', 'hvm', undefined]);
    } finally {
      await rm(config);
    }
  });

  it('says what xl says, and that it serves only root', async () => {
    const shown = answerMessages('showErrorMessage', () => undefined);
    await dom0.set('refuses', 'xencall: error: Could not obtain handle on privileged command interface\n');
    answerQuestions({ type: dom0.spec });
    await add();
    await dom0.unset('refuses');
    await until('the error is shown', () => shown.length === 1);
    match(shown[0]?.text ?? '', /xl list failed: .*Could not obtain handle/);

    const plain = await startCapturedDom0((await activeExtension()).extensionPath, { isRoot: false });
    try {
      process.env['HOME'] = plain.sshd.home;
      answerQuestions({ type: plain.spec });
      await add();
      await until('the error is shown', () => shown.length === 2);
      match(shown[1]?.text ?? '', /xl serves only root. Name it as root@/);
    } finally {
      await plain.stop();
    }
    equal(await readText(uri()), TEXT);
  });

  it('says where nobody is, and what is no host', async () => {
    const shown = answerMessages('showErrorMessage', () => undefined);
    const asked = answerQuestions({ type: 'lab:pv' }, { type: '-oX' }, { type: 'root@127.0.0.1:1' });
    await add();
    match(asked[0]?.problem ?? '', /demo lab has no dom0/);
    match(asked[1]?.problem ?? '', /must not begin with "-"/);
    await until('the error is shown', () => shown.length > 0);
    match(shown[0]?.text ?? '', /The dom0 root@127\.0\.0\.1:1 is not there: /);
  });
});
