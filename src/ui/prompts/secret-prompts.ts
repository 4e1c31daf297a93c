import { l10n } from 'vscode';
import { plain } from '../../report/plain.ts';
import type { Prompts, SecretPurpose } from '../../ssh/passphrases.ts';
import { type Log, logError } from '../log.ts';
import { noticeText } from './notice-text.ts';
import type { PassphraseStore } from './passphrase-store.ts';
import { askSecret } from './secret-box.ts';
import type { InTurn } from './turns.ts';

/**
 * Asks for passphrases, passwords and what else a host wants to know, by VS Code's own input box. A passphrase that the
 * person asked to keep is not asked for again while it opens its key; nothing else is ever kept.
 */
export function secretPrompts(
  store: PassphraseStore,
  inTurn: InTurn,
  signal: AbortSignal,
  log: Log,
): Prompts {
  /** To be kept once they have opened their keys, by key file. */
  const toKeep = new Map<string, string>();
  /** Key files whose kept passphrase turned out wrong. */
  const stale = new Set<string>();

  const secret = async (question: string, purpose: SecretPurpose): Promise<string | null> => {
    const isPassphrase = purpose.kind === 'passphrase';
    if (isPassphrase && purpose.attempt === 1) {
      const kept = await store.get(purpose.of);
      if (kept !== undefined) return kept;
    }
    const answer = await askSecret({
      title: l10n.t('Xen Bench: {0}', titleOf(purpose)),
      prompt: promptOf(question, purpose, stale.has(purpose.of)),
      canKeep: isPassphrase,
      signal,
    });
    if (answer?.keep) toKeep.set(purpose.of, answer.text);
    else toKeep.delete(purpose.of);
    return answer?.text ?? null;
  };

  const learn = async ({ of, attempt }: SecretPurpose, right: boolean): Promise<void> => {
    const keep = toKeep.get(of);
    toKeep.delete(of);
    if (right && keep !== undefined) {
      await store.keep(of, keep);
      log.info(`The passphrase of ${plain(of)} is kept in the secret storage, as asked.`);
    }
    if (!right && store.files.includes(of)) {
      if (attempt === 1) stale.add(of);
      await store.forget(of);
      log.info(`The kept passphrase of ${plain(of)} does not open it and is forgotten.`);
    }
    if (right) stale.delete(of);
  };

  return {
    secret: (question, purpose) => inTurn(() => secret(question, purpose)),
    tried(purpose, right) {
      // In turn as well: the next question about this key must know it.
      inTurn(() => learn(purpose, right)).catch((error: unknown) =>
        logError(log, 'The secret storage cannot be used.', error),
      );
    },
  };
}

function titleOf({ kind, of }: SecretPurpose): string {
  const name = noticeText(of);
  switch (kind) {
    case 'passphrase':
      return l10n.t('Passphrase of {0}', name);
    case 'password':
      return l10n.t('Password of {0}', name);
    case 'answer':
      return l10n.t('Question of {0}', name);
  }
}

function promptOf(question: string, { kind, attempt }: SecretPurpose, stale: boolean): string {
  switch (kind) {
    case 'passphrase':
      if (stale && attempt === 2)
        return l10n.t('The passphrase kept in the secret storage does not open this key.');
      return attempt > 1
        ? l10n.t('That does not open the key. Try again.')
        : l10n.t('The private key is encrypted.');
    case 'password':
      return l10n.t('It goes to this host only and is not kept.');
    case 'answer':
      return noticeText(question);
  }
}
