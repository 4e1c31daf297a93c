import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listSshHosts } from '../../../src/ui/ssh-hosts.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xen-bench-hosts-'));
  mkdirSync(join(home, '.ssh', 'config.d'), { recursive: true });
  vi.stubEnv('HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const write = (name: string, text: string | Uint8Array) => writeFileSync(join(home, '.ssh', name), text);
const hosts = async (text: string) => {
  write('config', text);
  return listSshHosts(null);
};

describe('names that a person can connect to', () => {
  test('stand in the order of the file, each once, without patterns', async () => {
    const text = `
# a comment
Host bench1 dom0 *.lan !bad
  HostName 10.0.0.1
host=quoted
HOST "two words" "pv" # why
\tHost bench? web-*
Host bench1
Match host other exec "false"
  User root
Host hvm
`;
    expect(await hosts(text)).toEqual(['bench1', 'dom0', 'quoted', 'pv', 'hvm']);
  });

  test('a name that an experiment file would refuse is not offered', async () => {
    expect(await hosts(`Host -J a;b $(c) %h ok\nHost ${'x'.repeat(300)}`)).toEqual(['ok']);
  });

  test('another file may be named, also below the home folder', async () => {
    write('other', 'Host elsewhere\n');
    expect(await listSshHosts(join(home, '.ssh', 'other'))).toEqual(['elsewhere']);
    expect(await listSshHosts('~/.ssh/other')).toEqual(['elsewhere']);
    expect(await listSshHosts('none')).toEqual([]);
    write('config', 'Host usual\n');
    expect(await listSshHosts('')).toEqual(['usual']);
  });
});

describe('Include', () => {
  test('is followed: relative to ~/.ssh, with ~ and patterns, several at once', async () => {
    write('config.d/b', 'Host b\n');
    write('config.d/a', 'Host a\n');
    write('config.d/.hidden', 'Host hidden\n');
    write('single', 'Host single\n');
    expect(await hosts('Include config.d/* ~/.ssh/single\nHost last\n')).toEqual([
      'a',
      'b',
      'single',
      'last',
    ]);
    expect(await hosts('Include config.d/?\n')).toEqual(['a', 'b']);
    expect(await hosts('Include config.d/*b*\nInclude nowhere/* missing\n')).toEqual(['b']);
  });

  test('counts only where it holds for every host, as for ssh', async () => {
    write('more', 'Host more\n');
    expect(await hosts('Host one\n  Include more\n')).toEqual(['one']);
    expect(await hosts('Match user root\n  Include more\n')).toEqual([]);
    expect(await hosts('Host *\n  Include more\n')).toEqual(['more']);
    expect(await hosts('Match all\n  Include more\n')).toEqual(['more']);
  });

  test('of itself, of a circle and of very many files comes to an end', async () => {
    write('circle', 'Include config\nHost circle\n');
    expect(await hosts('Include config circle\nHost top\n')).toEqual(['circle', 'top']);
    for (let n = 0; n < 20; n++) write(`chain${n}`, `Include chain${n + 1}\nHost c${n}\n`);
    expect(await hosts('Include chain0\n')).toHaveLength(8);
    for (let n = 0; n < 200; n++) write(`config.d/many${n}`, `Host m${n}\n`);
    expect((await hosts('Include config.d/many*\n')).length).toBeLessThan(200);
  });
});

describe('a configuration that is none', () => {
  test('missing, a folder, or a pipe that nobody writes to', async () => {
    expect(await listSshHosts(null)).toEqual([]);
    expect(await listSshHosts(home)).toEqual([]);
    execFileSync('mkfifo', [join(home, 'pipe')]);
    expect(await listSshHosts(join(home, 'pipe'))).toEqual([]);
  });

  test('a mistake hides only its own line', async () => {
    const text = 'Host "open\nHost\nMatch host\nInclude\n=\n"\\\nHost good\n';
    expect(await hosts(text)).toEqual(['good']);
  });

  test('binary, huge, or full of tricks: no names and nothing thrown', async () => {
    write(
      'config',
      Uint8Array.from({ length: 4096 }, (_, n) => (n * 7919) % 256),
    );
    await expect(listSshHosts(null)).resolves.toBeInstanceOf(Array);
    expect(await hosts(`Host big\n${'#'.repeat(2 ** 20)}`)).toEqual([]);
    expect(await hosts(`Host __proto__ constructor\nInclude ${'*'.repeat(5000)}\n`)).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(await hosts('Match exec "touch ran"\nHost $(touch ran) `touch ran`\n')).not.toContain('ran');
  });
});
