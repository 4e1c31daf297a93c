import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTrial } from '../../../src/benchmarks/index.ts';
import type { Case } from '../../../src/experiment/model.ts';
import { captured, commandCase, cpuCase, diskCase, memoryCase, networkCase, raw } from './captured.ts';

const CASES: readonly Case[] = [
  networkCase({ size: 512 }),
  memoryCase(),
  memoryCase({ binary: '/opt/stream' }),
  diskCase(),
  cpuCase(),
  cpuCase({ binary: '/opt/linpackpc' }),
  commandCase({
    metrics: [{ name: 'm', unit: '', better: 'higher', source: { pattern: '([0-9.e+-]+)' } }],
  }),
];
const CAPTURED = [
  'netperf/v270_trial',
  'netperf/tcp_rr_classic_v1',
  'dd/gnu_128M',
  'dd/gnu_de_DE',
  'stream/xen-pv',
  'linpack/kernel',
].map((name) => captured(name));
const FACTS = { lastLevelCacheBytes: 1, memoryAvailableBytes: 2 ** 60, cpus: 1 };

/** Anything, or a real output with a piece of it replaced by anything. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Z_]*=[0-9.einf+-]*\n[0-9 .+]*$/));
const output = fc
  .record({
    base: fc.constantFrom(raw({}), ...CAPTURED),
    from: fc.nat(800),
    length: fc.nat(20),
    piece: text,
    stream: fc.constantFrom('stdout' as const, 'stderr' as const, 'command' as const),
    exitCode: fc.constantFrom(0, 0, 0, 0, 1, 28, 143, 255, -1, null),
    truncated: fc.constantFrom(false, false, false, true),
  })
  .map(({ base, from, length, piece, stream, exitCode, truncated }) => {
    const whole = base[stream];
    const changed = whole.slice(0, from) + piece + whole.slice(from + length);
    return { ...base, [stream]: changed, exitCode, truncated };
  });

test('whatever a tool prints, reading never throws, and what is valid is a positive number', () => {
  fc.assert(
    fc.property(output, fc.constantFrom(...CASES), (given, case_) => {
      const reading = readTrial(given, case_, FACTS);
      if (reading.outcome === 'invalid') {
        expect(reading.reason).toMatch(/^[^\p{Cc}]{5,900}$/u);
        return;
      }
      expect(given.exitCode).toBe(0);
      for (const { value } of reading.measurements) {
        expect(Number.isFinite(value)).toBe(true);
        if (case_.benchmark !== 'command') expect(value).toBeGreaterThan(0);
      }
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['one line of digits', '1'.repeat(256 * 1024)],
  ['one line of spaces', ' '.repeat(256 * 1024)],
  ['one line of brackets', '1 a('.repeat(64 * 1024)],
  ['columns', '1 '.repeat(128 * 1024)],
  ['rows', '1 1\n'.repeat(64 * 1024)],
  ['keys', Array.from({ length: 30_000 }, (_, at) => `K${at}=1`).join('\n')],
  ['headings', 'norm resid '.repeat(24 * 1024)],
  ['words to an end', 'Function '.repeat(29 * 1024)],
  ['escapes', '\u001b['.repeat(128 * 1024)],
])('a quarter of a megabyte of %s is read in no time', (_, long) => {
  const start = performance.now();
  for (const case_ of CASES) {
    const given = raw({ command: long, stdout: long, stderr: long });
    readTrial(given, case_, FACTS);
    readTrial({ ...given, exitCode: 1 }, case_, FACTS);
  }
  // Linear reading takes some tens of milliseconds; quadratic, minutes.
  expect(performance.now() - start).toBeLessThan(5000);
});
