import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { extractVmlinux, payloadOf } from '../../../tools/xen-lab/vmlinux.mjs';

const folder = mkdtempSync(join(tmpdir(), 'xen-lab-vmlinux-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A kernel image as the boot protocol has it: setup code of two sectors, then the payload and its unpacked size. */
function bzImage(kernel: Buffer): Buffer {
  const payload = gzipSync(kernel);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(kernel.length);
  const image = Buffer.concat([Buffer.alloc(3 * 512 + 16), payload, size, Buffer.from('more code')]);
  image[0x1f1] = 2;
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt32LE(16, 0x248);
  image.writeUInt32LE(payload.length + 4, 0x24c);
  return image;
}

test('the kernel inside an image comes out as it was', () => {
  const kernel = Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(5000, 7)]);
  const [from, to] = [join(folder, 'vmlinuz'), join(folder, 'vmlinux')];
  writeFileSync(from, bzImage(kernel));
  extractVmlinux(from, to);
  expect(readFileSync(to).equals(kernel)).toBe(true);
});

test('what is no kernel is refused', () => {
  expect(() => payloadOf(Buffer.alloc(4096))).toThrow('This is no Linux kernel image');
  const from = join(folder, 'other');
  writeFileSync(from, bzImage(Buffer.from('a script')));
  expect(() => extractVmlinux(from, join(folder, 'x'))).toThrow('could not unpack the kernel');
});
