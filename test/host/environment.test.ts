import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { factsCommand, type ObservedHost, type Places, readFacts } from '../../src/remote/facts.ts';
import { layOutMachine } from '../support/xen-machines.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xen-bench-environment-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ask(shell: string, places: Partial<Places>, root = '', path = process.env['PATH']): ObservedHost {
  const whole: Places = { peer: null, directories: [], ...places };
  const [program = 'sh', ...words] = shell.split(' ');
  const input = `xb_root='${root}'\n${factsCommand(whole)}`;
  const env = { ...process.env, PATH: path, SSH_CONNECTION: '' };
  return readFacts(execFileSync(program, words, { input, env }).toString('utf8'), whole);
}

/** A machine with the files of this one's kernel that tell how it is set up. */
function layOut(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(folder, 'root-'));
  layOutMachine('native', root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const CPU = 'sys/devices/system/cpu';

describe.each(['/bin/dash', '/bin/bash', 'busybox sh'])('the environment asked by %s', (shell) => {
  test('tells how kernel, processors and memory are set up', () => {
    const root = layOut({
      'proc/sys/kernel/version': '#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)\n',
      'proc/sys/kernel/randomize_va_space': '2\n',
      'proc/sys/vm/swappiness': '60\n',
      'proc/sys/net/ipv4/tcp_rmem': '4096\t131072\t6291456\n',
      'proc/loadavg': '0.50 0.25 0.10 1/123 4567\n',
      'proc/uptime': '100.25 180.00\n',
      'proc/meminfo': 'MemTotal: 1000 kB\nSwapTotal: 2048 kB\nHugePages_Total:       3\n',
      'proc/cpuinfo': [
        'processor\t: 0',
        'vendor_id\t: AuthenticAMD',
        'cpu family\t: 23',
        'model\t\t: 1',
        'model name\t: AMD EPYC',
        'stepping\t: 2',
        'microcode\t: 0x1000065',
        'cpu MHz\t\t: 2596.132',
        'flags\t\t: sse2 fpu hypervisor',
        '',
        'processor\t: 1',
        'flags\t\t: other',
        '',
      ].join('\n'),
      'sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never\n',
      'sys/devices/system/node/online': '0-1\n',
      [`${CPU}/online`]: '0-3\n',
      [`${CPU}/cpufreq/boost`]: '0\n',
      [`${CPU}/vulnerabilities/meltdown`]: 'Mitigation: PTI\n',
      [`${CPU}/vulnerabilities/spectre_v2`]: 'Mitigation: Retpolines; STIBP: disabled\n',
    });
    const { environment, moment } = ask(shell, {}, root);
    expect(environment).toMatchObject({
      kernel_version: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)',
      sysctl_randomize_va_space: '2',
      sysctl_swappiness: '60',
      sysctl_tcp_rmem: '4096 131072 6291456',
      swap_total_kib: '2048',
      huge_pages: 'madvise',
      huge_pages_reserved: '3',
      numa_nodes: '0-1',
      cpus_online: '0-3',
      cpu_vendor: 'AuthenticAMD',
      cpu_signature: 'family 23 model 1 stepping 2',
      microcode: '0x1000065',
      cpu_flags: 'fpu hypervisor sse2',
      cpu_flags_sha256: createHash('sha256').update('fpu hypervisor sse2').digest('hex'),
      boost: 'off',
      mitigation_meltdown: 'Mitigation: PTI',
      mitigation_spectre_v2: 'Mitigation: Retpolines; STIBP: disabled',
    });
    // What changes by itself must not make two records of one system differ.
    expect(moment).toMatchObject({
      load_average: '0.50 0.25 0.10 1/123 4567',
      uptime: '100.25 180.00',
      cpu_mhz: '2596.132',
    });
  });

  test('tells what lies under each folder, by the folder', () => {
    const root = layOut({
      'proc/self/mountinfo':
        '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/root rw,discard\n' +
        '30 22 0:40 / /srv rw,noatime - tmpfs tmpfs rw,size=1k\n' +
        '31 30 259:2 / /srv/with\\040blank rw - xfs /dev/nvme0n1p2 rw,attr2\n',
      'srv/a/file': '',
      'sys/devices/disk/queue/scheduler': 'mq-deadline kyber [none]\n',
      'sys/devices/disk/queue/rotational': '0\n',
      'sys/devices/disk/queue/write_cache': 'write back\n',
    });
    mkdirSync(join(root, 'sys/devices/disk/part'), { recursive: true });
    mkdirSync(join(root, 'sys/dev/block'), { recursive: true });
    execFileSync('ln', ['-sfn', '../../devices/disk/part', join(root, 'sys/dev/block/254:0')]);
    const { environment } = ask(shell, { directories: ['/srv/a', '/var/tmp', '/no/where', '/srv/a'] }, root);
    expect(environment).toMatchObject({
      'disk.file_system:/var/tmp': 'ext4',
      'disk.mount_point:/var/tmp': '/',
      'disk.mount_options:/var/tmp': 'rw,relatime rw,discard',
      'disk.device:/var/tmp': '/dev/root',
      'disk.io_scheduler:/var/tmp': 'none',
      'disk.rotational:/var/tmp': '0',
      'disk.write_cache:/var/tmp': 'write back',
      'disk.file_system:/srv/a': 'tmpfs',
    });
    expect(environment).not.toHaveProperty(['disk.io_scheduler:/srv/a']);
    expect(Object.keys(environment).filter((fact) => fact.includes('/no/where'))).toEqual([]);
  });

  test('tells programs apart by their version and bytes, and runs none of the user’s', () => {
    const own = join(folder, `own-${shell.replace(/\W/g, '')}`);
    const ran = `${own}.ran`;
    writeFileSync(own, `#!/bin/sh\n: >${ran}\n`);
    chmodSync(own, 0o755);
    const { environment } = ask(shell, { programs: ['dd', own, 'no-such-program', "it's"] });
    const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
    const dd = execFileSync('sh', ['-c', 'command -v dd'], { encoding: 'utf8' }).trim();
    expect(environment).toMatchObject({
      'program.path:dd': dd,
      'program.version:dd': execFileSync('dd', ['--version'], { encoding: 'utf8' }).split('\n')[0],
      'program.sha256:dd': hash(dd),
      [`program.path:${own}`]: own,
      [`program.sha256:${own}`]: hash(own),
    });
    expect(environment).not.toHaveProperty([`program.version:${own}`]);
    expect(() => readFileSync(ran)).toThrow();
    expect(Object.keys(environment).filter((fact) => /no-such|it's/.test(fact))).toEqual([]);
  });

  test('hashes by whatever the host has for it', () => {
    const tools = mkdtempSync(join(folder, 'tools-'));
    for (const tool of ['uname', 'id', 'grep', 'head', 'readlink', 'sort', 'busybox']) {
      const path = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
      execFileSync('ln', ['-s', path, join(tools, tool)]);
    }
    const absolute = shell === 'busybox sh' ? '/usr/bin/busybox sh' : shell;
    const { environment } = ask(absolute, { programs: ['uname'] }, '', tools);
    const real = realpathSync(join(tools, 'uname'));
    expect(environment['program.sha256:uname']).toBe(
      createHash('sha256').update(readFileSync(real)).digest('hex'),
    );
  });

  test('of this very machine is the same when it is asked again', () => {
    const places = { directories: ['/tmp'], programs: ['dd'] };
    const [once, again] = [ask(shell, places), ask(shell, places)];
    expect(again.environment).toEqual(once.environment);
    expect(Object.keys(once.environment)).toEqual(
      expect.arrayContaining(['kernel_version', 'disk.file_system:/tmp', 'program.sha256:dd', 'libc']),
    );
  });
});
