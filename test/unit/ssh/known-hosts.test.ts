import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findKnownKeys,
  fingerprint,
  type HostKeyFinding,
  judgeHostKey,
  knownHostName,
  knownKeyTypes,
} from '../../../src/ssh/known-hosts.ts';

/** A key of the right shape, if not of the right mathematics. */
function key(type: string, seed: number): Buffer {
  const field = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([field(Buffer.from(type)), field(Buffer.alloc(32, seed))]);
}

const ed1 = key('ssh-ed25519', 1);
const ed2 = key('ssh-ed25519', 2);
const rsa1 = key('ssh-rsa', 1);

function line(names: string, raw: Buffer, marker = ''): string {
  const type = raw.toString('latin1', 4, 4 + (raw[3] ?? 0));
  return `${marker}${names} ${type} ${raw.toString('base64')} a comment`;
}

function judge(lines: readonly string[], offered: Buffer, host = 'bench1', port = 22): HostKeyFinding {
  return judgeHostKey(findKnownKeys([{ path: 'kh', text: lines.join('\n') }], host, port), offered);
}

function hashed(name: string): string {
  const salt = Buffer.alloc(20, 7);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

describe('a key matches', () => {
  it.each([
    ['by name', 'bench1', 'bench1', 22],
    ['by name whatever the case', 'Bench1', 'BENCH1', 22],
    ['in a list of names', 'other,bench1,10.0.0.1', 'bench1', 22],
    ['by hashed name', hashed('bench1'), 'bench1', 22],
    ['by hashed name and port', hashed('[bench1]:2222'), 'bench1', 2222],
    ['by name and port', '[bench1]:2222', 'bench1', 2222],
    ['by IPv6 address and port', '[fe80::1]:2222', 'fe80::1', 2222],
    ['by wildcard', '*.lab', 'a.lab', 22],
    ['by one-character wildcard', 'bench?', 'bench1', 22],
    ['by wildcards with much between', 'b*n*1', 'bench1', 22],
    ['by the name without a port, when nothing is known of that port', 'bench1', 'bench1', 2222],
  ])('%s', (_how, names, host, port) => {
    expect(judge([line(names, ed1)], ed1, host, port).kind).toBe('match');
  });

  it('when it is one of several keys of the host, also of its own type', () => {
    expect(judge([line('bench1', ed2), line('bench1', rsa1), line('bench1', ed1)], ed1).kind).toBe('match');
  });

  it('in a file with comments, blank lines, Windows line ends and no last line end', () => {
    expect(
      judge(['# mine', '', '   ', `${line('other', ed2)}\r`, `\t${line('bench1', ed1)}`], ed1).kind,
    ).toBe('match');
  });
});

describe('a host is unknown', () => {
  it.each([
    ['when another is named', 'bench2', 'bench1', 22],
    ['on port 22 when only another port is known', '[bench1]:2222', 'bench1', 22],
    ['when a negated name excludes it, first', '!bench1,bench*', 'bench1', 22],
    ['when a negated name excludes it, last', 'bench*,!bench1', 'bench1', 22],
    ['when only a longer name matches', 'bench1.lab', 'bench1', 22],
    ['when a hash has an unknown version', '|2|AAAA|AAAA', 'bench1', 22],
  ])('%s', (_how, names, host, port) => {
    expect(judge([line(names, ed1)], ed1, host, port)).toEqual({ kind: 'unknown' });
  });

  it('when another key is known without the port', () => {
    expect(judge([line('bench1', ed2)], ed1, 'bench1', 2222)).toEqual({ kind: 'unknown' });
  });
});

it('says changed, with every known key of that type and where it is, when none is the same', () => {
  const finding = judge(['#', line('bench1', ed2), line('bench1', rsa1)], ed1);
  expect(finding).toMatchObject({ kind: 'changed', known: [{ path: 'kh', line: 2, rawKey: ed2 }] });
});

it('takes a host on its own port for changed, even if the key is known without the port', () => {
  expect(judge([line('[bench1]:2222', ed2), line('bench1', ed1)], ed1, 'bench1', 2222).kind).toBe('changed');
});

it('says other key type when the host is known, but by no key of the offered type', () => {
  expect(judge([line('bench1', rsa1)], ed1)).toMatchObject({ kind: 'other-key-type', known: [{ line: 1 }] });
});

it('says revoked, although the same key is known as well', () => {
  expect(judge([line('bench1', ed1), line('*', ed1, '@revoked ')], ed1)).toMatchObject({ kind: 'revoked' });
});

it('does not mind a revoked key that is not offered', () => {
  expect(judge([line('*', ed2, '@revoked '), line('bench1', ed1)], ed1).kind).toBe('match');
});

it('does not mind a key that is revoked for another host', () => {
  expect(judge([line('bench2', ed1, '@revoked '), line('bench1', ed1)], ed1).kind).toBe('match');
});

it('says ca-only when an authority alone vouches for the host, even with the same key', () => {
  expect(judge([line('*', ed1, '@cert-authority ')], ed1).kind).toBe('ca-only');
});

it('knows a host by its plain key beside an authority', () => {
  expect(judge([line('*', ed2, '@cert-authority '), line('bench1', ed1)], ed1).kind).toBe('match');
});

it('knows a host by its alias alone where it has one', () => {
  const files = [{ path: 'kh', text: [line('alias', ed1), line('bench1', ed2)].join('\n') }];
  expect(judgeHostKey(findKnownKeys(files, 'bench1', 2222, 'Alias'), ed1).kind).toBe('match');
});

it.each([
  ['a line without a key', 'bench1 ssh-ed25519'],
  ['a key that is not what the line says', `bench1 ssh-rsa ${ed2.toString('base64')}`],
  ['a damaged key', 'bench1 ssh-ed25519 !!!'],
  ['an unknown marker', line('bench1', ed2, '@trusted ')],
  ['a key of protocol 1', 'bench1 1024 35 123456789'],
  ['an endless line', `bench1 ${'x'.repeat(70_000)}`],
])('ignores %s with a note, and still reads the others', (_what, broken) => {
  const known = findKnownKeys([{ path: 'kh', text: [broken, line('bench1', ed1)].join('\n') }], 'bench1', 22);
  expect(judgeHostKey(known, ed1).kind).toBe('match');
  expect(known.notes).toHaveLength(1);
  expect(known.notes[0]).toMatch(/^kh:1: .*ignored$/);
});

it('finds the same whatever the order of lines and files', () => {
  const lines = [
    line('bench1', ed1),
    line('bench1', rsa1),
    line('!bench1,*', ed2),
    line('*', ed2, '@revoked '),
    line('*', rsa1, '@cert-authority '),
    '# comment',
  ];
  fc.assert(
    fc.property(
      fc.shuffledSubarray(lines, { minLength: lines.length }),
      fc.nat(lines.length),
      fc.constantFrom(ed1, ed2, rsa1),
      (shuffled, cut, offered) => {
        const files = [shuffled.slice(0, cut), shuffled.slice(cut)].map((part, index) => ({
          path: String(index),
          text: part.join('\n'),
        }));
        expect(judgeHostKey(findKnownKeys(files, 'bench1', 22), offered).kind).toBe(
          judge(lines, offered).kind,
        );
      },
    ),
  );
});

it('never trips over what a file or a host may hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, offered) => {
      const known = findKnownKeys([{ path: 'kh', text }], 'bench1', 2222);
      expect(['unknown', 'ca-only']).toContain(judgeHostKey(known, Buffer.from(offered)).kind);
    }),
  );
});

it('reads a pattern made of stars in no time', () => {
  const names = Array.from({ length: 60 }, () => `${'*a'.repeat(500)}b`).join(',');
  expect(judge([line(names, ed1)], ed1, 'a'.repeat(255)).kind).toBe('unknown');
});

it('asks for the types that are known first', () => {
  const allowed = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'];
  const known = findKnownKeys([{ path: 'kh', text: line('bench1', rsa1) }], 'bench1', 22);
  expect(knownKeyTypes(known, allowed)).toEqual([
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
  ]);
});

it('prints fingerprints as ssh-keygen -lf does', () => {
  // ssh-keygen -lf on this very line.
  const raw = 'AAAAC3NzaC1lZDI1NTE5AAAAINyRuYy2iCEdCrU8VEfQ8W1JKR+DMfIxyhmlFcz8tC4Q';
  expect(fingerprint(Buffer.from(raw, 'base64'))).toBe('SHA256:qTCd2p+4rDXEXV3N+xOMIWegux53p56q8raU/u8dL3g');
});

it('calls a host by name and port as ssh does', () => {
  expect(knownHostName('Bench1', 22)).toBe('bench1');
  expect(knownHostName('::1', 2222)).toBe('[::1]:2222');
});
