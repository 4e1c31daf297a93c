import { expect, test } from 'vitest';
import { noticeLines, noticeText } from '../../../src/ui/prompts/notice-text.ts';
import { passphraseStore } from '../../../src/ui/prompts/passphrase-store.ts';
import { turns } from '../../../src/ui/prompts/turns.ts';
import { memory } from './memory.ts';

function secrets() {
  const values = new Map<string, string>();
  let reads = 0;
  return {
    values,
    reads: () => reads,
    get: async (key: string) => {
      reads += 1;
      return values.get(key);
    },
    store: async (key: string, value: string) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
  };
}

test('a kept passphrase comes back, and which files have one is known without reading a secret', async () => {
  const vault = secrets();
  const state = memory();
  await passphraseStore(vault, state).keep('/home/a/.ssh/lab', 'open sesame');
  const later = passphraseStore(vault, state);
  expect(later.files).toEqual(['/home/a/.ssh/lab']);
  expect(vault.reads()).toBe(0);
  expect(await later.get('/home/a/.ssh/lab')).toBe('open sesame');
  expect(await later.get('/home/a/.ssh/other')).toBeUndefined();
});

test('the state outside of the secret storage holds no passphrase, the names of secrets no path', async () => {
  const vault = secrets();
  const state = memory();
  await passphraseStore(vault, state).keep('/home/a/.ssh/lab', 'open sesame');
  expect(JSON.stringify([...state.values])).not.toContain('open sesame');
  expect([...vault.values.keys()].join()).not.toContain('lab');
});

test('what is forgotten is gone from both', async () => {
  const vault = secrets();
  const state = memory();
  const store = passphraseStore(vault, state);
  await store.keep('/a', 'one');
  await store.keep('/b', 'two');
  await store.forget('/a');
  expect(store.files).toEqual(['/b']);
  expect(await store.get('/a')).toBeUndefined();
  expect([...vault.values.values()]).toEqual(['two']);
});

test('questions are asked one at a time, in their order; one that fails does not hold up the next', async () => {
  const inTurn = turns();
  const said: string[] = [];
  const answers: ((text: string) => void)[] = [];
  const ask = (name: string) =>
    inTurn(() => {
      said.push(`asked ${name}`);
      return new Promise<string>((resolve) => answers.push(resolve));
    });
  const first = ask('first');
  const fails = inTurn(async () => {
    throw new Error('no window');
  });
  const second = ask('second');
  await new Promise(setImmediate);
  expect(said).toEqual(['asked first']);
  answers[0]?.('yes');
  expect(await first).toBe('yes');
  await expect(fails).rejects.toThrow('no window');
  await new Promise(setImmediate);
  expect(said).toEqual(['asked first', 'asked second']);
  answers[1]?.('no');
  expect(await second).toBe('no');
});

test('words of a host make no link, no icon and no second line in a notification', () => {
  expect(noticeText('a [click](command:workbench.action.quit) b')).not.toMatch(/\]\(/);
  expect(noticeText('$(sync~spin) busy')).not.toContain('$(');
  expect(noticeText('one\ntwo \u001b[31mred')).toBe('one two red');
  expect(noticeLines('first\n  second [x](command:y)')).toBe('first\n  second [x] (command:y)');
});
