import type { AnyAuthMethod, NextAuthHandler, Prompt } from 'ssh2';
import { EXIT, HumanError } from '../human-error.ts';
import { openAgent } from './agent.ts';
import { type Attempt, listAttempts, METHOD } from './attempts.ts';
import { formatAddress } from './host-spec.ts';
import { createKeyOffers } from './key-offers.ts';
import { type Prompts, unlockKey } from './passphrases.ts';
import { plainText, shellWord } from './plain-text.ts';
import type { ResolvedHost } from './resolve.ts';

export interface AuthenticationOptions {
  /** The experiment's own key file, absolute. */
  readonly identityFile: string | null;
  /** A key held in memory; then nothing else is tried. */
  readonly privateKey: string | null;
  readonly prompts: Prompts | null;
  /** Runs what may wait for a person, so that no time limit passes meanwhile. */
  readonly whileAsking: <T>(work: () => Promise<T>) => Promise<T>;
  readonly log: (line: string) => void;
}

/** One authentication at one host, as far as it has come. */
export interface Authentication {
  /** ssh2's `authHandler`. */
  readonly handler: (left: readonly string[] | null, partial: boolean | null, next: NextAuthHandler) => void;
  /** Adds a line to what was tried. */
  note(line: string): void;
  /** True once there is nothing more to try. */
  exhausted(): boolean;
  /** What was tried and what to do, for the person. */
  failure(reason: string): HumanError;
  /** Lets go of the agent. */
  close(): void;
}

/** Turns the list of attempts into ssh2's handler. What goes wrong in one, the person's abort too, reaches `onError`. */
export function startAuthentication(
  host: ResolvedHost,
  options: AuthenticationOptions,
  onError: (error: unknown) => void,
): Authentication {
  const { identityFile, privateKey, prompts, whileAsking } = options;
  const address = formatAddress(host.user, host.host, host.port);
  const remaining = listAttempts(host, identityFile, privateKey, prompts !== null);
  const agent = host.agentSocket === null || privateKey !== null ? null : openAgent(host.agentSocket);
  const tried: string[] = [];
  let allowed: readonly string[] | null = null;
  let exhausted = false;
  let closed = false;

  const note = (line: string): void => {
    tried.push(line);
    options.log(`${address}: authentication: ${line}`);
  };
  const keys = createKeyOffers({
    configured: identityFile === null ? host.identityFiles : [identityFile, ...host.identityFiles],
    onlyConfigured: host.identitiesOnly,
    agent,
    unlock: (file) => whileAsking(() => unlockKey(file, prompts)),
    note,
  });

  /** What the host does not allow now stays in the list: it may ask for it after another method (partial success). */
  const takeNext = (): Attempt | undefined => {
    const index = remaining.findIndex(
      ({ kind }) => kind === 'none' || allowed === null || allowed.includes(METHOD[kind]),
    );
    return index === -1 ? undefined : remaining.splice(index, 1)[0];
  };
  const giveUp = (kind: Attempt['kind']): void => {
    for (const attempt of remaining.filter((one) => one.kind === kind))
      remaining.splice(remaining.indexOf(attempt), 1);
  };

  const ask = async (kind: 'keyboard-interactive' | 'password', question: string): Promise<string | null> => {
    const purpose = { kind: kind === 'password' ? 'password' : 'answer', of: address, attempt: 1 } as const;
    const answer = await whileAsking(async () => (await prompts?.secret(question, purpose)) ?? null);
    if (answer === null) giveUp(kind);
    return answer;
  };
  const answerHost = async (
    texts: readonly string[],
    questions: readonly Prompt[],
    finish: (answers: string[]) => void,
  ): Promise<void> => {
    const answers: string[] = [];
    for (const { prompt } of questions) {
      const text = [...texts, prompt].map((part) => plainText(part)).filter((part) => part !== '');
      const answer = await ask('keyboard-interactive', `${address}: ${text.join(' ')} `);
      answers.push(answer ?? '');
      if (answer === null) break;
    }
    // The host counts the answers; the ones not given are empty.
    if (!closed) finish(questions.map((_, index) => answers[index] ?? ''));
  };

  const methodFor = async (attempt: Attempt): Promise<AnyAuthMethod | null> => {
    const username = host.user;
    switch (attempt.kind) {
      case 'none':
        return { type: 'none', username };
      case 'given-key':
        note('the key that was handed in');
        return { type: 'publickey', username, key: attempt.privateKey };
      case 'key': {
        const key = await keys.fromFile(attempt.path);
        return key === null ? null : { type: 'publickey', username, key };
      }
      case 'agent':
        return agent === null ? null : { type: 'agent', username, agent: await keys.fromAgent(agent) };
      case 'keyboard-interactive':
        note('the questions of the host (keyboard-interactive)');
        return {
          type: 'keyboard-interactive',
          username,
          prompt: (name, instructions, _language, questions, finish) => {
            answerHost([name, instructions], questions, finish).catch(onError);
          },
        };
      case 'password': {
        const password = await ask('password', `Password of ${address}: `);
        note(password === null ? 'no password was given' : 'a password');
        return password === null ? null : { type: 'password', username, password };
      }
    }
  };

  const nextMethod = async (): Promise<AnyAuthMethod | null> => {
    for (let attempt = takeNext(); attempt !== undefined && !closed; attempt = takeNext()) {
      const method = await methodFor(attempt);
      if (method !== null) return method;
    }
    return null;
  };

  return {
    handler: (left, _partial, next) => {
      if (left !== null) allowed = left;
      nextMethod().then((method) => {
        if (closed) return;
        exhausted = method === null;
        // ssh2 takes `false` for "no more"; its types leave that out.
        (next as (method: AnyAuthMethod | false) => void)(method ?? false);
      }, onError);
    },
    note,
    exhausted: () => exhausted,
    failure: (reason) => new HumanError(failureText(host, reason, tried, allowed, options), EXIT.refused),
    close: () => {
      closed = true;
      agent?.close();
    },
  };
}

function failureText(
  host: ResolvedHost,
  reason: string,
  tried: readonly string[],
  allowed: readonly string[] | null,
  options: AuthenticationOptions,
): string {
  const key = options.identityFile ?? '~/.ssh/id_ed25519';
  const port = host.port === 22 ? '' : `-p ${host.port} `;
  const lines = [
    `${formatAddress(host.user, host.host, host.port)} refused to let us in: ${reason}.`,
    tried.length === 0 ? 'Tried: nothing, there is no key here.' : 'Tried:',
    ...tried.map((line) => `  ${line}`),
    `The host allows: ${allowed === null ? 'it did not tell' : plainText(allowed.join(', '))}.`,
    'To install a key there:',
    `  ssh-copy-id -i ${shellWord(`${key.replace(/\.pub$/, '')}.pub`)} ${port}${shellWord(`${host.user}@${host.name}`)}`,
  ];
  return lines.join('\n');
}
