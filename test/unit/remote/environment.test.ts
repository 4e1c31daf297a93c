import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factName, flagFacts } from '../../../src/remote/environment.ts';
import { factsCommand, readFacts } from '../../../src/remote/facts.ts';

const PLACES = { peer: '10.0.0.1', directories: ['/srv', '/srv', "/it's"], programs: ['dd', 'netperf'] };

test('folders and programs are named by what was asked, not by what a host says', () => {
  const { environment } = readFacts(
    'place_2_file_system=xfs\nplace_3_file_system=xfs\nplace_0_device=x\nprogram_1_sha256=00\nprogram_9_path=/x\n',
    PLACES,
  );
  expect(environment).toEqual({ "disk.file_system:/it's": 'xfs', 'program.sha256:dd': '00' });
});

test('each folder and program is asked about once', () => {
  expect(factsCommand(PLACES)).toContain(
    "xb_peer='10.0.0.1' xb_directories='/srv\n/it'\\''s' xb_programs='dd\nnetperf'\n",
  );
});

test('flags are the same whatever their order, and are kept whole', () => {
  expect(flagFacts('sse2 fpu  sse2 avx')).toEqual(flagFacts('avx fpu sse2'));
  const many = Array.from({ length: 300 }, (_, index) => `flag_${index}`).join(' ');
  const { environment } = readFacts(`cpu_flags=${many}\nos=${'x'.repeat(900)}\n`);
  expect(environment['cpu_flags']?.split(' ')).toHaveLength(300);
  expect(environment['os']).toHaveLength(500);
});

test('whatever a host says, facts are few, short, safe, and never of what was not asked', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .tuple(fc.constantFrom('place', 'program', 'cpu_flags', '__proto__', 'os'), fc.nat(12), fc.string())
      .map(([word, number, value]) => `${word}_${number}_x=${value}`),
    fc.string({ unit: 'binary' }).map((value) => `cmdline=${value.repeat(200)}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { environment, moment } = readFacts(lines.join('\n'), PLACES);
      for (const [fact, value] of Object.entries({ ...environment, ...moment })) {
        expect(value).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(value.length).toBeLessThanOrEqual(4_096);
        if (fact.includes(':'))
          expect(fact).toMatch(/^(disk|program)\.[a-z_0-9]+:(\/srv|\/it's|dd|netperf)$/);
      }
    }),
  );
  const flood = Array.from({ length: 5_000 }, (_, index) => `fact_${index}=x`).join('\n');
  expect(Object.keys(readFacts(flood).environment).length).toBeLessThanOrEqual(400);
  expect(factName('os', PLACES)).toBe('os');
});
