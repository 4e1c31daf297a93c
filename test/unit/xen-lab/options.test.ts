import { expect, test } from 'vitest';
import { readOptions } from '../../../tools/xen-lab/options.mjs';

test('without a word it starts a lab without guests, with the native machine', () => {
  expect(readOptions([])).toEqual({
    command: 'start',
    names: [],
    words: [],
    directory: 'xen-lab',
    guests: undefined,
    native: true,
    cold: false,
  });
});

test('switches can be turned off', () => {
  expect(readOptions(['restore', '--no-guests'])).toMatchObject({ command: 'restore', guests: false });
  expect(readOptions(['start', '--guests', '--no-native', '--dir', 'x'])).toMatchObject({
    guests: true,
    native: false,
    directory: 'x',
  });
});

test('what follows ssh and a name belongs to the other machine', () => {
  expect(readOptions(['--dir', 'x', 'ssh', 'dom0', 'xl', 'list', '-l'])).toMatchObject({
    command: 'ssh',
    names: ['dom0'],
    words: ['xl', 'list', '-l'],
    directory: 'x',
  });
});

test('help is asked for', () => {
  expect(readOptions(['--help'])).toBeNull();
});

test.each([
  [['dance'], 'There is no command "dance".'],
  [['stop', 'pv'], '"stop" takes no names.'],
  [['up'], '"up" needs a name: pv, hvm, pvh, hvm-emulated, native.'],
  [['up', 'dom0'], '"up" knows no "dom0"'],
  [['ssh'], '"ssh" needs a name'],
  [['start', '--fast'], "Unknown option '--fast'"],
])('%j is refused', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence);
});
