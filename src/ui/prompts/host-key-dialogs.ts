import { env, l10n, window } from 'vscode';
import type { HostKeyQuestion } from '../../ssh/host-key-policy.ts';
import { noticeLines, noticeText } from './notice-text.ts';

/**
 * Asks whether the key of an unknown host is the right one. Modal: nobody should click it away in passing. Enter or
 * Space presses the first button, so that is one which accepts nothing, and the question comes again.
 */
export async function askHostKey(question: HostKeyQuestion): Promise<boolean> {
  const copy = l10n.t('Copy Fingerprint');
  const accept = l10n.t('Accept and Remember');
  const host = noticeText(question.host);
  const lines = [
    `${noticeText(question.fingerprint)} (${noticeText(question.keyType, 100)})`,
    ...(question.known.length === 0
      ? []
      : [l10n.t('It is known by other keys, and offers none of them: {0}', question.known.join(', '))]),
    '',
    l10n.t(
      'Compare the fingerprint with what the host itself says, on its console or over a connection you trust:',
    ),
    noticeText(question.compareCommand),
    '',
    l10n.t('An accepted key is remembered where ssh does it, in known_hosts.'),
  ];
  const message = l10n.t('The host {0} is not known. Is this its key?', host);
  const options = { modal: true, detail: lines.join('\n') };
  for (;;) {
    const answer = await window.showInformationMessage(message, options, copy, accept);
    if (answer !== copy) return answer === accept;
    // Where there is no clipboard the fingerprint still stands in the dialog.
    await env.clipboard.writeText(question.fingerprint).then(undefined, () => {});
  }
}

/** Tells of a key that is never accepted on a word: a changed or revoked one. `text` says so in its first line. */
export async function showRefusedKey(text: string): Promise<void> {
  const [first = '', ...rest] = text.split('\n');
  await window.showErrorMessage(noticeText(first), { modal: true, detail: noticeLines(rest.join('\n')) });
}
