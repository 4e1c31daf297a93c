import { createHash } from 'node:crypto';
import type { Memory } from '../memory.ts';

/** VS Code's SecretStorage, as far as it is needed. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Passphrases that a person asked to keep. Which key files have one is known without reading any secret. */
export interface PassphraseStore {
  /** Key files with a kept passphrase. */
  readonly files: readonly string[];
  get(file: string): Promise<string | undefined>;
  keep(file: string, passphrase: string): Promise<void>;
  forget(file: string): Promise<void>;
}

const LIST = 'xenBench.passphrases';

export function passphraseStore(secrets: Secrets, memory: Memory): PassphraseStore {
  const files = (): readonly string[] => {
    const list = memory.get(LIST);
    return Array.isArray(list) ? list.filter((file) => typeof file === 'string') : [];
  };
  return {
    get files() {
      return files();
    },
    async get(file) {
      return files().includes(file) ? await secrets.get(keyOf(file)) : undefined;
    },
    async keep(file, passphrase) {
      // Listed first: what is kept can then always be forgotten, even where we end between the two.
      await memory.update(LIST, [...new Set([...files(), file])]);
      await secrets.store(keyOf(file), passphrase);
    },
    async forget(file) {
      await secrets.delete(keyOf(file));
      await memory.update(
        LIST,
        files().filter((other) => other !== file),
      );
    },
  };
}

/** A name of bounded length that tells nothing of the path. */
function keyOf(file: string): string {
  return `xenBench.passphrase.${createHash('sha256').update(file).digest('hex')}`;
}
