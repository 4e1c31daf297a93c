import { expect, test } from 'vitest';
import { areInsideXen } from '../../../tools/xen-lab/snapshot.mjs';

/** As `info registers -a` has it, shortened. */
const registers = (...places: string[]) =>
  places
    .map(
      (place, cpu) =>
        `CPU#${cpu}\r\nRAX=0000000000000000 RBX=ffff83003fea0000\r\n` +
        `R12=0000000000000000 R15=0000000000000000\r\nRIP=${place} RFL=00000246 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=1\r\n`,
    )
    .join('\r\n');

test('a snapshot is made while every processor is in Xen', () => {
  expect(areInsideXen(registers('ffff82d0402f9c06', 'ffff82d040230ca2'))).toBe(true);
});

test('not while one is in the kernel or in a program of a domain', () => {
  expect(areInsideXen(registers('ffff82d0402f9c06', 'ffffffff81183720'))).toBe(false);
  expect(areInsideXen(registers('00007fb555ec0e20', 'ffff82d0403229aa'))).toBe(false);
});

test('nothing is known from an answer of another form', () => {
  expect(areInsideXen('')).toBe(false);
  expect(areInsideXen('EIP=00000000 EFL=00000246')).toBe(false);
});
