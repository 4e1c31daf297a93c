import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HumanError } from '../../../src/human-error.ts';
import { readDomid } from '../../../src/xen/xl-domid.ts';
import { readInfo } from '../../../src/xen/xl-info.ts';
import { readDomainList } from '../../../src/xen/xl-list.ts';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { readScheduler } from '../../../src/xen/xl-sched.ts';
import { readUptime } from '../../../src/xen/xl-uptime.ts';
import { readVcpuList } from '../../../src/xen/xl-vcpu-list.ts';
import { dom0 } from './captured-xl.ts';

const READERS = [
  readDomid,
  readInfo,
  readDomainList,
  readDomains,
  readScheduler,
  readUptime,
  readVcpuList,
] as const;
const CAPTURED = [
  'xl-list',
  'xl-list--v',
  'xl-list--l',
  'xl-info--n',
  'xl-vcpu-list',
  'xl-sched-credit2',
  'xl-uptime',
].map(dom0);

/** Anything, or a real output with a piece of it replaced by anything. */
const output = fc
  .record({
    base: fc.constantFrom('', ...CAPTURED),
    from: fc.nat(2000),
    length: fc.nat(60),
    piece: fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ -~\t\n]*$/), fc.json()),
  })
  .map(({ base, from, length, piece }) => base.slice(0, from) + piece + base.slice(from + length));

test('whatever xl prints, a reader gives a value without control characters or says what is wrong', () => {
  fc.assert(
    fc.property(output, fc.constantFrom(...READERS), (text, read) => {
      try {
        const value = read(text);
        const told = JSON.stringify(value, (key, inner) => (key === 'config' ? undefined : inner)) ?? '';
        expect(told).not.toMatch(/\\u00[01]|\\u202|\\n/);
      } catch (error) {
        expect(error).toBeInstanceOf(HumanError);
        expect((error as HumanError).exitCode).toBe(3);
        expect((error as HumanError).message).toMatch(/^[^\p{Cc}]{20,600}$/u);
      }
    }),
    { numRuns: 4000 },
  );
});

test('long outputs that fit nothing are refused without trying every way to read them', () => {
  const heading = CAPTURED[0]?.split('\n')[0];
  const blanks = `${heading}\n${`web${' '.repeat(3_900)}1 1 1 r----- 1.0${' '.repeat(50)}\n`.repeat(2_000)}`;
  expect(readDomainList(blanks)).toHaveLength(2_000);
  for (const filler of [' ', '1 ', '\n', '[', 'a:', 'Name ID ', 'Cpupool a']) {
    const text = filler.repeat(4_000_000 / filler.length);
    for (const read of READERS) {
      try {
        read(text);
      } catch (error) {
        expect(error).toBeInstanceOf(HumanError);
      }
    }
  }
});
