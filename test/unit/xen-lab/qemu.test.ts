import { expect, test } from 'vitest';
import { hasNestedKvm } from '../../../tools/xen-lab/accelerator.mjs';
import { qemuArguments } from '../../../tools/xen-lab/qemu.mjs';

const args = (box: 'xen' | 'native', more: { state?: string; accelerator?: 'kvm' } = {}) =>
  qemuArguments({ box, accelerator: 'tcg', cache: '/cache', port: 40_022, ...more });

test('nothing listens but on loopback and on sockets, and nothing gets out', () => {
  for (const box of ['xen', 'native'] as const) {
    const networks = args(box).filter((_, at, all) => all[at - 1] === '-netdev');
    expect(networks).toHaveLength(2);
    expect(networks[0]).toBe('user,id=ssh,restrict=on,hostfwd=tcp:127.0.0.1:40022-10.0.2.15:22');
    expect(networks[1]).toMatch(/^dgram,id=lan,local\.type=unix,.*remote\.type=unix,/);
    expect(args(box)).toEqual(expect.arrayContaining(['-nodefaults', '-no-user-config']));
  }
});

test('the two boxes are the ends of one network', () => {
  const ends = (box: 'xen' | 'native') =>
    /local\.path=(\S+?),.*remote\.path=(\S+)/.exec(args(box).join(' '))?.slice(1);
  expect(ends('xen')).toEqual(ends('native')?.reverse());
});

test('a snapshot is read from its file, whatever the path is called', () => {
  expect(args('xen')).not.toContain('-incoming');
  expect(args('xen', { state: "/it's here/state.zst" }).at(-1)).toBe(
    `exec:zstd -dcq '/it'\\''s here/state.zst'`,
  );
});

test('Xen is booted with dom0 as its module; the native machine without Xen', () => {
  expect(args('xen').join(' ')).toMatch(
    /-kernel \/cache\/xen\.elf .*-initrd \/cache\/vmlinux .*,\/cache\/initrd/,
  );
  expect(args('native').join(' ')).toMatch(/-kernel \/cache\/vmlinuz -initrd \/cache\/initrd/);
});

test('KVM only where it gives guests virtualisation of their own', () => {
  const cpu = (flags: string) => `processor\t: 0\nflags\t\t: fpu ${flags} lm\n`;
  expect(hasNestedKvm(cpu('vmx'), () => 'Y\n')).toBe(true);
  expect(hasNestedKvm(cpu('svm'), (module) => (module === 'kvm_amd' ? '1\n' : null))).toBe(true);
  expect(hasNestedKvm(cpu('vmx'), () => 'N\n')).toBe(false);
  // A KVM that works without either kills Xen.
  expect(hasNestedKvm(cpu('hypervisor'), () => 'Y\n')).toBe(false);
  expect(hasNestedKvm(cpu('svm'), () => null)).toBe(false);
});
