import { describe, expect, test } from 'vitest';
import { readTrial } from '../../../src/benchmarks/index.ts';
import { linpack } from '../../../src/benchmarks/linpack.ts';
import { CONTEXT, captured, cpuCase, NO_FACTS, numbers, raw, reason } from './captured.ts';

const kernel = captured('linpack/kernel');
const readKernel = (from = '', to = '') =>
  readTrial({ ...kernel, stdout: kernel.stdout.replace(from, to) }, cpuCase(), NO_FACTS);

test('our kernel reads as its two ratings', () => {
  expect(numbers(readKernel())).toEqual({ mflops: 1675.7511, 'mflops-wall': 1662.8092 });
});

describe('bad results of our kernel are invalid, and say why', () => {
  test.each([
    ['a wrong solution', 'residual=1.5714', 'residual=10.0', 'normalised residual is 10'],
    ['a residual that is none', 'residual=1.5714', 'residual=nan', 'residual is "nan"'],
    ['an infinite pass', 'pass-200-3=1574.9235', 'pass-200-3=inf', 'pass-200-3 is "inf"'],
    ['no rating', 'mflops=', 'flops=', 'did not print mflops'],
    ['a rating of zero', 'mflops=1675.7511', 'mflops=0.0000', 'mflops is "0.0000"'],
    ['double precision', 'precision=single', 'precision=double', 'precision=single'],
    ['a short run', 'seconds-cpu=1.181280', 'seconds-cpu=0.5', '0.5 s of the 1 s'],
    ['a rating twice', 'residual=', 'mflops=1\nresidual=', 'mflops twice'],
  ])('%s', (_, from, to, cause) => {
    expect(kernel.stdout).toContain(from);
    expect(reason(readKernel(from, to))).toContain(cause);
  });
});

describe('Linpack-PC, a user’s binary', () => {
  const case_ = cpuCase({ binary: '/opt/linpackpc' });
  const CLOSING = 'Unrolled Single  Precision   218.30 Mflops \n';
  const RESIDUAL = `norm resid      resid           machep         x[0]-1          x[n-1]-1
   1.9    4.52995300e-05   1.19209290e-07  -1.31130219e-05  -1.30534172e-05\n`;

  test('its rating is read from either stream, its residual where it is there', () => {
    expect(numbers(readTrial(raw({ stderr: RESIDUAL + CLOSING }), case_, NO_FACTS))).toEqual({
      mflops: 218.3,
    });
    const rolled = 'Rolled   Single  Precision   118.30 Mflops\n';
    expect(numbers(readTrial(raw({ stdout: rolled }), case_, NO_FACTS))).toEqual({ mflops: 118.3 });
  });

  test.each([
    ['nothing', '', 'no closing line'],
    ['double precision', CLOSING.replace('Single', 'Double'), 'double precision'],
    ['two ratings', CLOSING + CLOSING, 'more than one'],
    ['zero', CLOSING.replace('218.30', '0.00'), 'rating is "0.00"'],
    ['infinity', CLOSING.replace('218.30', 'inf'), 'rating is "inf"'],
    ['a wrong solution', RESIDUAL.replace('   1.9', '1234.5') + CLOSING, 'normalised residual is 1234.5'],
    ['a solution that is none', RESIDUAL.replace('1.9', 'nan') + CLOSING, 'normalised residual is "nan"'],
  ])('%s is invalid', (_, stderr, cause) => {
    expect(reason(readTrial(raw({ stderr }), case_, NO_FACTS))).toContain(cause);
  });

  test('has only the rating by its own clock, and is run as it is', () => {
    expect(linpack.metrics(case_).map(({ name }) => name)).toEqual(['mflops']);
    expect(linpack.command(case_, { ...CONTEXT, kernel: null })).toBe("'/opt/linpackpc'");
    expect(linpack.kernel(case_)).toBeNull();
  });
});
