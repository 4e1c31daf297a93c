import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, type Sshd, startSshd } from '../support/sshd.ts';
import { runCommand } from './support/commands.ts';
import { answerDialog, dialog } from './support/notifications.ts';
import { accept, quickInput, quickInputTitle, quickPickLabels, typeInto } from './support/quick-pick.ts';
import { terminalText } from './support/terminal.ts';
import { useVscode } from './support/use-vscode.ts';

const PASSPHRASE = 'open sesame';

describe('what a host needs to know', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
    const locked = join(sshd.home, 'locked');
    await makeKey(locked, 'ed25519', PASSPHRASE);
    // Only the key with a passphrase opens the host, and the host is not known yet.
    writeFileSync(join(sshd.home, '..', 'authorized_keys'), readFileSync(`${locked}.pub`));
    writeFileSync(join(sshd.home, '.ssh', 'known_hosts'), '');
  });
  afterAll(() => sshd.stop());
  const vscode = useVscode(() => ({
    home: sshd.home,
    files: {
      'real.xenbench.jsonc': JSON.stringify({
        targets: { here: { kind: 'any', host: sshd.spec, identityFile: '~/locked' } },
        benchmarks: [{ benchmark: 'command', name: 'true', run: 'true' }],
        repetitions: 2,
      }),
    },
  }));

  it('is asked by a dialog and an input box, and the run goes on with the answers', async () => {
    const { page } = vscode();
    await runCommand(page, 'Run Xen Benchmark');
    await expect.poll(() => quickPickLabels(page)).toEqual(['here']);
    await accept(page);
    await expect.poll(() => quickPickLabels(page)).toEqual(['true']);
    await accept(page);

    await dialog(page).waitFor();
    expect(await dialog(page).innerText()).toMatch(/127\.0\.0\.1:\d+ is not known/);
    expect(await dialog(page).innerText()).toMatch(/SHA256:\S+ \(ssh-ed25519\)/);
    // Somebody who types on without looking accepts nothing.
    for (const key of ['Enter', 'Space', 'Enter']) {
      const copy = dialog(page).getByRole('button', { name: 'Copy Fingerprint' });
      await expect.poll(() => copy.evaluate((button) => button === document.activeElement)).toBe(true);
      const before = await dialog(page).elementHandle();
      await page.keyboard.press(key);
      await before?.waitForElementState('hidden');
      await dialog(page).waitFor();
    }
    expect(readFileSync(join(sshd.home, '.ssh', 'known_hosts'), 'utf8')).toBe('');
    await answerDialog(page, 'Accept and Remember');

    await expect.poll(() => quickInputTitle(page).innerText()).toContain('Passphrase of');
    await typeInto(page, PASSPHRASE);
    expect(await quickInput(page).locator('input').first().getAttribute('type')).toBe('password');
    await quickInput(page).getByLabel("Remember in this computer's secret storage").click();
    await quickInput(page).getByText('It will be kept in the secret storage.').waitFor();
    await accept(page);

    await expect.poll(() => terminalText(page)).toContain('Run file: ');
    expect(readFileSync(join(sshd.home, '.ssh', 'known_hosts'), 'utf8')).toBe(`${sshd.knownHostsLine}\n`);
  });

  it('is forgotten on command', async () => {
    const { page } = vscode();
    await runCommand(page, 'Xen Bench: Forget Saved Passphrases');
    await dialog(page).getByText('Forget 1 kept passphrase').waitFor();
    await answerDialog(page, 'Forget');
  });
});
