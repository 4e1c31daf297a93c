import { isAbsolute } from 'node:path';
import { type ExtensionContext, l10n } from 'vscode';
import type { Connector } from '../engine/connector.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { plain } from '../report/plain.ts';
import type { HostKeyQuestion } from '../ssh/host-key-policy.ts';
import { type Log, logError } from './log.ts';
import { askHostKey, showRefusedKey } from './prompts/host-key-dialogs.ts';
import { passphraseStore } from './prompts/passphrase-store.ts';
import { secretPrompts } from './prompts/secret-prompts.ts';
import { turns } from './prompts/turns.ts';
import { setting } from './settings.ts';
import { refuseUntrusted } from './trust.ts';

export interface ConnectionOptions {
  readonly context: Pick<ExtensionContext, 'secrets' | 'globalState'>;
  readonly log: Log;
  /** Seed of the demo lab's simulated guests. */
  readonly labSeed: number;
  /** Its abort closes a question that is open. */
  readonly signal: AbortSignal;
}

/** All questions of this window, whichever run or check asks them. */
const inTurn = turns();

/**
 * A connector whose questions (unknown host keys, passphrases, passwords) are asked by VS Code, one at a time. The
 * caller closes it. Throws HumanError (usage) in a workspace that is not trusted, and for a configuration file that
 * cannot be meant.
 */
export async function openConnector({
  context,
  log,
  labSeed,
  signal,
}: ConnectionOptions): Promise<Connector> {
  refuseUntrusted();
  const { connector } = await import('../engine/connector.ts');
  const { HostKeyError } = await import('../ssh/host-key-refusal.ts');
  const store = passphraseStore(context.secrets, context.globalState);
  const opened = connector({
    labSeed,
    configFile: await sshConfigFile(),
    acceptedFingerprints: [],
    prompts: secretPrompts(store, inTurn, signal, log),
    askHostKey: askEachOnce(signal),
    log: (line) => log.info(plain(line, 1_000)),
  });
  const shown = new Set<string>();
  return {
    async connect(address, connectSignal) {
      refuseUntrusted();
      try {
        return await opened.connect(address, connectSignal);
      } catch (error) {
        const never = error instanceof HostKeyError && ['changed', 'revoked'].includes(error.finding);
        if (never && !shown.has(error.message) && !signal.aborted) {
          shown.add(error.message);
          showRefusedKey(error.message).catch((failure: unknown) =>
            logError(log, 'A dialog could not be shown.', failure),
          );
        }
        throw error;
      }
    },
    close: () => opened.close(),
  };
}

/** Several targets behind one unknown host ask one question. */
function askEachOnce(signal: AbortSignal): (question: HostKeyQuestion) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  return (question) => {
    const key = JSON.stringify([question.host, question.fingerprint]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    // A dialog cannot be closed from here: an answer that comes after the cancel is none.
    const answer = inTurn(async () => !signal.aborted && (await askHostKey(question)) && !signal.aborted);
    answers.set(key, answer);
    return answer;
  };
}

/** The setting for an SSH configuration file as a path; null: the person's own. Throws HumanError. */
export async function sshConfigFile(): Promise<string | null> {
  const text = setting('ssh.configFile').trim();
  if (text === '') return null;
  const { expandHome, findHome } = await import('../ssh/home.ts');
  const path = expandHome(text, findHome());
  if (isAbsolute(path)) return path;
  throw new HumanError(
    l10n.t(
      'The setting "xenBench.ssh.configFile" is "{0}": write an absolute path, or one that begins with "~/".',
      plain(text),
    ),
    EXIT.usage,
  );
}
