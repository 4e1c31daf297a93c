import { type Disposable, type ExtensionContext, l10n, window } from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import type { Log } from '../log.ts';
import { registerCommand } from '../register-command.ts';
import { noticeText } from './notice-text.ts';
import { passphraseStore } from './passphrase-store.ts';

/** The command that forgets every kept passphrase, and the keys that were unlocked in this window. */
export function forgetPassphrasesCommand(
  { secrets, globalState }: Pick<ExtensionContext, 'secrets' | 'globalState'>,
  log: Log,
): Disposable {
  const store = passphraseStore(secrets, globalState);
  const what = l10n.t('The passphrases could not be forgotten.');
  return registerCommand(log, COMMANDS.forgetPassphrases, what, async () => {
    const { files } = store;
    const forget = l10n.t('Forget');
    const answer = await window.showWarningMessage(
      files.length === 0
        ? l10n.t('No passphrase is kept. Forget the keys that were unlocked in this window?')
        : l10n.t(
            'Forget {0} kept passphrase(s), and the keys that were unlocked in this window?',
            files.length,
          ),
      { modal: true, detail: files.map((file) => noticeText(file)).join('\n') },
      forget,
    );
    if (answer !== forget) return;
    for (const file of files) await store.forget(file);
    const { forgetUnlockedKeys } = await import('../../ssh/passphrases.ts');
    const unlocked = forgetUnlockedKeys();
    log.info(`Forgotten: ${files.length} kept passphrases, ${unlocked} unlocked keys.`);
    void window.showInformationMessage(
      l10n.t('{0} kept passphrase(s) and {1} unlocked key(s) are forgotten.', files.length, unlocked),
    );
  });
}
