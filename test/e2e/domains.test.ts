import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type CapturedDom0, startCapturedDom0 } from '../support/captured-dom0.ts';
import { cspViolations } from './support/console.ts';
import { answerDialog, dialog } from './support/notifications.ts';
import {
  chooseFromRowMenu,
  clickRowAction,
  expandRow,
  openViewContainer,
  treeLabels,
  treeRow,
} from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('domains of a dom0 in the explorer', () => {
  let dom0: CapturedDom0;
  const vscode = useVscode(async () => {
    dom0 = await startCapturedDom0(ROOT);
    await dom0.put('pv', '-b----', 'pv');
    await dom0.put('hvm', 'r-----', 'hvm');
    await dom0.put('stuck', '--p---', 'pvh');
    await dom0.put('dead', '---sc-', 'pv');
    const config = join(dom0.configs, 'web.cfg');
    await writeFile(config, 'name = "web"\ntype = "pvh"\n');
    const target = (name: string, kind: string) => ({
      kind,
      host: `root@${name}`,
      jump: dom0.spec,
      domain: { dom0: dom0.spec, name, config: join(dom0.configs, `${name}.cfg`) },
    });
    const targets = { pv: target('pv', 'pv'), hvm: target('hvm', 'hvm'), web: target('web', 'pvh') };
    const text = JSON.stringify({ targets, benchmarks: ['cpu'] }, null, 2);
    return { files: { 'guests.xenbench.jsonc': text }, home: dom0.sshd.home };
  });
  afterAll(() => dom0.stop());
  const group = () => treeRow(vscode().page, `Domains of ${dom0.spec}`);
  const described = (label: string, text: string) =>
    treeRow(vscode().page, label).filter({ hasText: text }).last();

  it('are asked for when the group is opened', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await group().waitFor();
    expect(await dom0.calls()).toEqual([]);
    await expandRow(group());
    await treeRow(page, 'Domain-0').waitFor();
    const labels = await treeLabels(page);
    expect(labels.slice(labels.indexOf(`Domains of ${dom0.spec}`) + 1, -2)).toEqual([
      'Domain-0',
      'pv',
      'hvm',
      'stuck',
      'dead',
      'web',
    ]);
    await described('stuck', 'paused, PVH, 1 vCPU, 384 MiB').waitFor();
    await described('dead', 'crashed, PV').waitFor();
    await described('web', 'not running').waitFor();
    const spoken = await described('stuck', 'paused').getAttribute('aria-label');
    expect(spoken).toContain('stuck, domain, paused, PVH, 1 vCPU, 384 MiB');
    const picture = process.env['XEN_BENCH_PICTURE'];
    if (picture !== undefined) await page.screenshot({ path: picture });
  });

  it('are started where they stand, and shut down after a question', async () => {
    const { page } = vscode();
    await clickRowAction(described('web', 'not running'), 'Start Domain');
    await described('web', 'idle, PVH').waitFor();
    await clickRowAction(described('web', 'idle'), 'Shut Down Domain');
    await dialog(page).getByText(`Shut down the domain web on ${dom0.spec}?`).waitFor();
    await answerDialog(page, 'Shut Down');
    await described('web', 'not running').waitFor();
  });

  it('are destroyed only when the person says it twice', async () => {
    const { page } = vscode();
    await chooseFromRowMenu(described('stuck', 'paused'), 'Destroy Domain');
    await dialog(page).getByText('what it has not written to its disk is lost').waitFor();
    await answerDialog(page, 'Cancel');
    expect(await dom0.names()).toContain('stuck');
    await chooseFromRowMenu(described('stuck', 'paused'), 'Destroy Domain');
    await answerDialog(page, 'Destroy stuck');
    await treeRow(page, 'stuck').waitFor({ state: 'hidden' });
    expect(await dom0.names()).not.toContain('stuck');
  });

  it('follow by hand what others do, and rest when the group is closed', async () => {
    const { page } = vscode();
    await dom0.put('new', '-b----', 'hvm');
    await clickRowAction(group(), 'Refresh Domains');
    await described('new', 'idle, HVM').waitFor();
    await group().locator('.monaco-tl-twistie').click();
    await treeRow(page, 'new').waitFor({ state: 'hidden' });
    await expect
      .poll(() => dom0.sshd.logs())
      .toMatch(/Disconnected from user|Connection closed by|Received disconnect/);
  });

  it('breaks no rule about what a page may load', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});
