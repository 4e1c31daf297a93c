import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askSshAbout } from '../../../src/ui/explorer/ask-ssh.ts';
import { freeTargetNames } from '../../../src/ui/explorer/free-name.ts';
import { type SshHost, sshHostDescription, usersOf } from '../../../src/ui/explorer/ssh-host-rows.ts';
import { ACTED_ON, HOSTILE } from '../report/hostile.ts';

const l10n = {
  t: (message: unknown, ...values: unknown[]) =>
    String(message).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)])),
};
const PV: SshHost = {
  name: 'pv',
  way: { user: 'root', host: '10.0.2.21', port: 2222, jumps: ['dom0'] },
  problem: null,
};

describe('a name of the SSH configuration', () => {
  test('tells user, host, port and the way', () => {
    expect(sshHostDescription(PV, [], { l10n })).toBe('root@10.0.2.21, port 2222, through dom0');
    const plainPort: SshHost = { ...PV, way: { user: 'me', host: 'pv', port: 22, jumps: [] } };
    expect(sshHostDescription(plainPort, [], { l10n })).toBe('me@pv');
  });

  test('that could not be asked about is still offered', () => {
    expect(sshHostDescription({ ...PV, way: null }, [], { l10n })).toBe('');
  });

  test.each([
    ['pv', true],
    ['root@10.0.2.21:2222', true],
    ['pv:2222', true],
    ['root@pv', true],
    // Another port, another user: another login, and it may be another machine.
    ['root@10.0.2.21', false],
    ['admin@10.0.2.21:2222', false],
    ['hvm', false],
  ])('is marked where a target has the host %s: %s', (host, used) => {
    const targets = [
      { name: 'other', host: 'x' },
      { name: 'mine', host },
    ];
    expect(usersOf(PV, targets)).toEqual(used ? ['mine'] : []);
    expect(sshHostDescription(PV, targets, { l10n }).includes('is the target mine already')).toBe(used);
  });

  test('says nothing that would be acted on', () => {
    const hostile = { ...PV, way: { user: HOSTILE, host: HOSTILE, port: 22, jumps: [HOSTILE] } };
    const said = sshHostDescription(hostile, [{ name: HOSTILE, host: 'pv' }], { l10n });
    expect(said).not.toMatch(ACTED_ON);
  });
});

describe('ssh -G', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'xen-bench-ask-'));
    mkdirSync(join(home, '.ssh'));
    vi.stubEnv('HOME', home);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  const config = (text: string) => {
    const path = join(home, '.ssh', 'config');
    writeFileSync(path, text);
    return path;
  };

  test('says of each name how it is reached, in their order, and why one is not', async () => {
    const path = config(
      [
        'Host pv',
        '  HostName 10.0.2.21',
        '  User root',
        '  Port 2222',
        '  ProxyJump dom0',
        'Host odd',
        '  ProxyCommand nc %h %p',
        'Host *',
        '  User me',
      ].join('\n'),
    );
    const names = ['odd', 'pv', ...Array.from({ length: 20 }, (_, index) => `host${index}`)];
    const found = await askSshAbout(names, path, new AbortController().signal);
    expect(found.map(({ name }) => name)).toEqual(names);
    expect(found[0]).toMatchObject({ way: null, problem: expect.stringContaining('ProxyCommand') });
    expect(found[1]?.way).toMatchObject(PV.way ?? {});
    expect(found[21]?.way).toMatchObject({ user: 'me', host: 'host19', port: 22, jumps: [] });
  });

  test('is not waited for when the person gives up', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await askSshAbout(['pv'], null, abort.signal)).toEqual([{ name: 'pv', way: null, problem: null }]);
  });
});

test('names of several new targets differ from those that are there, and from each other', () => {
  expect(freeTargetNames(['pv', 'pv', 'hvm'], ['pv', 'hvm-2'])).toEqual(['pv-2', 'pv-3', 'hvm']);
  const long = 'x'.repeat(255);
  const names = freeTargetNames([long, long], []);
  expect(names.map(({ length }) => length)).toEqual([60, 62]);
});
