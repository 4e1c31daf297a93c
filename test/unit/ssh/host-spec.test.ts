import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT, HumanError } from '../../../src/human-error.ts';
import { formatAddress, parseHostSpec } from '../../../src/ssh/host-spec.ts';

describe('a host is named by', () => {
  it.each([
    ['bench1', { name: 'bench1', user: null, port: null }],
    ['root@10.0.0.11', { name: '10.0.0.11', user: 'root', port: null }],
    ['root@10.0.0.11:2222', { name: '10.0.0.11', user: 'root', port: 2222 }],
    ['bench1:2222', { name: 'bench1', user: null, port: 2222 }],
    ['[fe80::1]:22', { name: 'fe80::1', user: null, port: 22 }],
    ['root@[fe80::1%eth0]:2222', { name: 'fe80::1%eth0', user: 'root', port: 2222 }],
    ['[::1]', { name: '::1', user: null, port: null }],
    ['root@fe80::1', { name: 'fe80::1', user: 'root', port: null }],
    ['me@example.org@bench1', { name: 'bench1', user: 'me@example.org', port: null }],
  ])('%s', (text, expected) => {
    expect(parseHostSpec(text)).toEqual(expected);
  });
});

describe('no host is named by', () => {
  it.each([
    '',
    '-oProxyCommand=touch /tmp/x',
    'root@-oProxyCommand=x',
    '-l@host',
    '@host',
    'root@',
    'host:',
    'host:0',
    'host:65536',
    'host:22x',
    '[::1',
    '[::1]22',
    'two words',
    'line\nbreak',
    'host;reboot',
    '$(reboot)',
    'host`id`',
    '*',
    'a,b',
    'x'.repeat(256),
    'ro ot@host',
    'root\\@host',
  ])('%j', (text) => {
    const error = catchError(() => parseHostSpec(text));
    expect(error).toBeInstanceOf(HumanError);
    expect((error as HumanError).exitCode).toBe(EXIT.usage);
    expect((error as HumanError).message).toContain('does not name a host');
  });
});

it('reads back every address that it prints', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/);
  fc.assert(
    fc.property(
      word,
      fc.oneof(word, fc.ipV4(), fc.ipV6()),
      fc.integer({ min: 1, max: 65535 }),
      (user, name, port) => {
        expect(parseHostSpec(formatAddress(user, name, port))).toEqual({ user, name, port });
      },
    ),
  );
});

it('never hands on a name that begins with a dash or holds a blank, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        const { name, user } = parseHostSpec(text);
        expect(name).toMatch(/^[^-\s][^\s]*$/);
        expect(user ?? 'nobody').toMatch(/^[^-\s][^\s]*$/);
      } catch (error) {
        expect(error).toBeInstanceOf(HumanError);
      }
    }),
  );
});

function catchError(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
}
