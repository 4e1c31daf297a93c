import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { commands, TabInputTextDiff, window, workspace } from 'vscode';
import { COMMANDS } from '../../src/manifest.ts';
import { answerMessages } from './support/answers.ts';
import { activeExtension } from './support/extension.ts';
import { answerQuestions } from './support/questions.ts';
import { until } from './support/until.ts';
import { inWorkspace, readText, writeText } from './support/workspace.ts';

const FOLDER = 'guest-configs';
const file = (name: string) => inWorkspace(FOLDER, name);
const names = async () =>
  (await workspace.fs.readDirectory(inWorkspace(FOLDER))).map(([name]) => name).sort();

describe('configurations of guests', () => {
  before(async () => {
    await activeExtension();
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await workspace.fs.delete(inWorkspace(FOLDER), { recursive: true });
  });

  it('are asked for, written for each type, and shown as a difference of the first two', async () => {
    const asked = answerQuestions(
      { type: 'a b' },
      { type: 'web' },
      { take: 'With a kernel of the dom0' },
      { type: '/boot/vmlinuz' },
      { type: '' },
      { type: 'root=/dev/xvda1 ro' },
      { type: 'nfs:/x' },
      { type: 'phy:/dev/vg/web' },
      { type: 'xenbr0' },
      { type: '512M' },
      { type: '2' },
      { take: 'As in 2008' },
      { tick: ['PV', 'HVM, emulated devices'] },
      { type: '../out' },
      { type: FOLDER },
    );
    await commands.executeCommand(COMMANDS.createGuestConfigs);
    match(asked[0]?.problem ?? '', /"a b" is no good name/);
    match(asked[6]?.problem ?? '', /A disk is phy:/);
    equal(asked.find(({ labels }) => labels.includes('PVH'))?.at, 'PV HVM, emulated devices');
    match(asked.at(-2)?.problem ?? '', /A folder is named by its path/);
    deepEqual(await names(), ['web-hvm-emulated.cfg', 'web-pv.cfg']);
    match(await readText(file('web-hvm-emulated.cfg')), /\nhap = 0 /);
    match(await readText(file('web-pv.cfg')), /\ncmdline = "root=\/dev\/xvda1 ro console=hvc0"\n/);
    await until('the difference is shown', () => {
      const input = window.tabGroups.activeTabGroup.activeTab?.input;
      return (
        input instanceof TabInputTextDiff &&
        input.original.path.endsWith('web-pv.cfg') &&
        input.modified.path.endsWith('web-hvm-emulated.cfg')
      );
    });
  });

  it('never replace a file: where one is there, none is written', async () => {
    await writeText(file('db-hvm.cfg'), 'mine');
    const errors = answerMessages('showErrorMessage', () => undefined);
    answerQuestions(
      { type: 'db' },
      { take: 'From its own disk' },
      { type: '' },
      { type: '/images/db.img' },
      { type: '' },
      { type: '1G' },
      { type: '1' },
      { take: "Today's" },
      { tick: ['PV', 'HVM'] },
      { type: FOLDER },
    );
    await commands.executeCommand(COMMANDS.createGuestConfigs);
    await until('it is told', () => errors.length > 0);
    match(errors[0]?.text ?? '', /db-hvm\.cfg is there already/);
    equal(await readText(file('db-hvm.cfg')), 'mine');
    ok(!(await names()).includes('db-pv.cfg'));
  });

  it('are compared: two that are given, as a document with the verdict', async () => {
    await writeText(file('a.cfg'), 'name = "a"\ntype = "pv"\nvcpus = 2\n');
    await writeText(file('b.cfg'), 'name = "b"\ntype = "pvh"\nvcpus = 4\n');
    const warnings = answerMessages('showWarningMessage', () => undefined);
    await commands.executeCommand(COMMANDS.compareGuestConfigs, file('a.cfg'), [
      file('a.cfg'),
      file('b.cfg'),
    ]);
    const text = () => window.activeTextEditor?.document.getText() ?? '';
    match(
      text(),
      /Not comparable: 2 differences spoil it\.[\s\S]*- vcpus: [\s\S]*A: 2 \(line 3\)[\s\S]*B: 4 \(line 3\)/,
    );
    match(warnings[0]?.text ?? '', /a\.cfg and b\.cfg cannot be compared/);

    // The document follows its files.
    const shown = window.activeTextEditor?.document;
    const other = await window.showTextDocument(file('b.cfg'));
    await other.edit((edit) => edit.replace(other.document.lineAt(2).range, 'vcpus = 2'));
    await other.document.save();
    await until('it is compared again', () => shown?.getText().includes('\nComparable:') === true);
  });

  it('are compared: two that are chosen; what xl would refuse is told with its line', async () => {
    await writeText(file('bad.cfg'), 'name = bad\n');
    await writeText(file('c.cfg'), 'name = "c"\n');
    const asked = answerQuestions(
      { tick: [`${FOLDER}/bad.cfg`] },
      { tick: [`${FOLDER}/bad.cfg`, `${FOLDER}/c.cfg`] },
    );
    const errors = answerMessages('showErrorMessage', () => undefined);
    await commands.executeCommand(COMMANDS.compareGuestConfigs, file('bad.cfg'));
    equal(asked[0]?.at, `${FOLDER}/bad.cfg`);
    match(asked[0]?.problem ?? '', /Choose two/);
    await until('it is told', () => errors.length > 0);
    match(`${errors[0]?.text} ${errors[0]?.detail}`, /bad\.cfg:1: /);
  });
});
