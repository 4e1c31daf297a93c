import { describe, expect, test } from 'vitest';
import { oneOf, parseCommandLine, wholeNumber } from '../../../src/command-line/arguments.ts';
import { EXIT, HumanError } from '../../../src/human-error.ts';

test('a whole run command is understood', () => {
  const words = ['run', 'a.xenbench.jsonc', '--target', 'pv', '--target', 'hvm', '--seed', '7', '--json'];
  expect(parseCommandLine(words)).toMatchObject({
    command: 'run',
    files: ['a.xenbench.jsonc'],
    options: { target: ['pv', 'hvm'], seed: '7', json: true },
  });
});

test('without words, or asked for, there is help; each command has its own', () => {
  expect(parseCommandLine([])).toMatchObject({
    command: 'help',
    text: expect.stringContaining('xen-bench check FILE'),
  });
  expect(parseCommandLine(['run', '--help'])).toMatchObject({
    text: expect.stringContaining('--resume RUN'),
  });
  expect(parseCommandLine(['--version'])).toEqual({ command: 'version' });
});

describe('wrong usage ends with 2 and says what to write', () => {
  test.each([
    [['runn', 'a'], /no command "runn".*Did you mean "run"/s],
    [['run'], /takes one experiment file, not 0/],
    [['run', 'a', 'b'], /takes one experiment file, not 2/],
    [['report'], /takes at least one run file, not 0/],
    [['run', 'a', '--repetition', '3'], /no option --repetition.*Did you mean --repetitions/s],
    [['run', 'a', '--seed'], /seed/],
  ])('%j', (words, message) => {
    expect(() => parseCommandLine(words)).toThrow(message);
    try {
      parseCommandLine(words);
    } catch (error) {
      expect((error as HumanError).exitCode).toBe(EXIT.usage);
    }
  });

  test('numbers and choices', () => {
    expect(wholeNumber('seed', '7')).toBe(7);
    expect(wholeNumber('seed', undefined)).toBe(undefined);
    for (const bad of ['-1', '1.5', 'x', '', '1e3']) {
      expect(() => wholeNumber('seed', bad)).toThrow(/--seed takes a whole number/);
    }
    expect(oneOf('order', 'sequential', ['interleaved', 'sequential'])).toBe('sequential');
    expect(() => oneOf('order', 'random', ['interleaved', 'sequential'])).toThrow(/interleaved, sequential/);
    expect(() => oneOf('order', 'toString', ['interleaved'])).toThrow(HumanError);
  });
});
