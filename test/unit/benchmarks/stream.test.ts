import { describe, expect, test } from 'vitest';
import { readTrial } from '../../../src/benchmarks/index.ts';
import { stream, streamElements } from '../../../src/benchmarks/stream.ts';
import { CONTEXT, captured, memoryCase, NO_FACTS, numbers, raw, reason } from './captured.ts';

const RULE = '-------------------------------------------------------------\n';
const TABLE = `Function    Best Rate MB/s  Avg time     Min time     Max time
Copy:           11436.8     0.014152     0.013990     0.014337
Scale:          11111.1     0.014600     0.014400     0.015000
Add:            12500.0     0.019500     0.019200     0.019900
Triad:          12000.0     0.020200     0.020000     0.020900
`;
/** As STREAM 5.10 prints it, with OpenMP. */
const STREAM_5_10 = `${RULE}STREAM version $Revision: 5.10 $
${RULE}This system uses 8 bytes per array element.
${RULE}Array size = 10000000 (elements), Offset = 0 (elements)
Memory per array = 76.3 MiB (= 0.1 GiB).
Total memory required = 228.9 MiB (= 0.2 GiB).
Each kernel will be executed 10 times.
 The *best* time for each kernel (excluding the first iteration)
 will be used to compute the reported bandwidth.
${RULE}Number of Threads requested = 4
Number of Threads counted = 4
${RULE}Your clock granularity/precision appears to be 1 microseconds.
Each test below will take on the order of 10372 microseconds.
   (= 10372 clock ticks)
Increase the size of the arrays if this shows that
you are not getting at least 20 clock ticks per test.
${RULE}WARNING -- The above is only a rough guideline.
For best results, please be sure you know the
precision of your system timer.
${RULE}${TABLE}${RULE}Solution Validates: avg error less than 1.000000e-13 on all three arrays
${RULE}`;
/** As STREAM 5.9 prints it. */
const STREAM_5_9 = `${RULE}STREAM version $Revision: 5.9 $
${RULE}This system uses 8 bytes per DOUBLE PRECISION word.
${RULE}Array size = 2000000, Offset = 0
Total memory required = 45.8 MB.
Each test is run 10 times, but only
the *best* time for each is used.
${RULE}Printing one line per active thread....
${RULE}Your clock granularity/precision appears to be 1 microseconds.
${RULE}Function      Rate (MB/s)   Avg time     Min time     Max time
Copy:        5555.0322       0.0059       0.0058       0.0060
Scale:       5442.1000       0.0060       0.0059       0.0061
Add:         5600.3000       0.0087       0.0086       0.0088
Triad:       5500.1000       0.0089       0.0087       0.0090
${RULE}Solution Validates
${RULE}`;

const own = memoryCase({ binary: '/opt/stream', threads: 4 });
const readWith = (stdout: string, case_ = own, facts = {}) =>
  readTrial(raw({ stdout }), case_, { ...NO_FACTS, ...facts });

test('STREAM 5.10 and 5.9 read as the rates of the four operations', () => {
  expect(numbers(readWith(STREAM_5_10))).toEqual({ copy: 11436.8, scale: 11111.1, add: 12500, triad: 12000 });
  expect(numbers(readWith(STREAM_5_9, memoryCase({ binary: '/opt/stream' })))).toEqual({
    copy: 5555.0322,
    scale: 5442.1,
    add: 5600.3,
    triad: 5500.1,
  });
});

test.each(['dom0', 'hvm', 'hvmemu', 'native', 'pv', 'pvh'])(
  'the STREAM-like kernel run on a real Xen never checked its values: %s',
  (guest) => {
    const output = captured(`stream/xen-${guest}`);
    expect(reason(readTrial(output, memoryCase({ binary: '/opt/s' }), NO_FACTS))).toContain(
      'Solution Validates',
    );
    const checked = { ...output, stdout: `${output.stdout}Solution Validates\n` };
    expect(numbers(readTrial(checked, memoryCase({ binary: '/opt/s' }), NO_FACTS))).toHaveProperty('triad');
  },
);

describe('bad results of STREAM are invalid, and say why', () => {
  test.each([
    [
      'wrong values, exit code 0',
      ['Solution Validates: avg', 'Failed Validation on array a[], AvgRel'],
      'Failed Validation on array a[]',
    ],
    ['a missing operation', ['Scale:', 'Skale:'], 'no result of Scale'],
    ['no number', ['12500.0 ', 'inf '], 'line of Add is not four numbers'],
    ['a rate of zero', ['12500.0', '    0.0'], 'Add has a rate or a time of 0'],
    ['times out of order', ['0.014152', '0.013152'], 'Copy has times that cannot be'],
    ['a rate that the time does not give', ['12000.0', '13000.0'], 'Triad tells of 13000 MB/s'],
    ['fewer threads than asked', ['counted = 4', 'counted = 3'], '3 threads where 4'],
    ['too few ticks', ['(= 10372', '(= 19'], 'only 19 ticks'],
    ['another table', ['Best Rate MB/s', 'MBytes/sec    '], 'no table of rates'],
    ['two results', [RULE + TABLE, TABLE + RULE + TABLE], 'more than one result'],
  ] as const)('%s', (_, [from, to], cause) => {
    expect(STREAM_5_10).toContain(from);
    expect(reason(readWith(STREAM_5_10.replace(from, to)))).toContain(cause);
  });

  test('no OpenMP where threads were asked for', () => {
    const single = STREAM_5_10.replace(/Number of Threads.*\n/g, '');
    expect(reason(readWith(single))).toContain('built without OpenMP');
    expect(numbers(readWith(single, memoryCase({ binary: '/opt/stream' })))).toHaveProperty('copy');
  });

  test('arrays that fit in the cache, or not in memory', () => {
    expect(numbers(readWith(STREAM_5_10, own, { lastLevelCacheBytes: 20e6 }))).toHaveProperty('copy');
    expect(reason(readWith(STREAM_5_10, own, { lastLevelCacheBytes: 20e6 + 1 }))).toContain('less than 4 x');
    expect(reason(readWith(STREAM_5_10, own, { memoryAvailableBytes: 240e6 - 1 }))).toContain('do not fit');
  });

  test('a failure of the program', () => {
    expect(reason(readTrial(raw({ exitCode: 2, stderr: 'membw: no memory\n' }), own, NO_FACTS))).toContain(
      'no memory',
    );
    expect(reason(readTrial(raw({ stdout: STREAM_5_10, truncated: true }), own, NO_FACTS))).toContain('cut');
  });
});

test('the recorded command tells the size and threads of our kernel', () => {
  const context = { ...CONTEXT, elements: 10_000_000 };
  const command = stream.command(memoryCase({ threads: 4 }), context);
  expect(command).toBe("OMP_NUM_THREADS=4 '/tmp/work/kernel' 10000000 10 4");
  const readAgain = (stdout: string) =>
    readTrial(raw({ command, stdout }), memoryCase({ elements: 5 }), NO_FACTS);
  expect(numbers(readAgain(STREAM_5_10))).toHaveProperty('copy');
  expect(reason(readAgain(STREAM_5_10.replace('10000000 (', '10000001 (')))).toContain('where 10000000');
});

test('a user’s binary is run as it is, with its threads set and no compiler', () => {
  expect(stream.command(own, { ...CONTEXT, kernel: null })).toBe("OMP_NUM_THREADS=4 '/opt/stream'");
  expect(stream.kernel(own)).toBeNull();
  expect(stream.tools(own).map(({ anyOf }) => anyOf)).toEqual([['/opt/stream']]);
  expect(stream.kernel(memoryCase({ threads: 2 }))?.flags).toContain('-fopenmp');
});

test('an array is four times the largest cache that a target tells of', () => {
  expect(streamElements([null, 32 * 1024 ** 2, 1024])).toBe(16 * 1024 ** 2);
  expect(streamElements([null])).toBe(10_000_000);
});
