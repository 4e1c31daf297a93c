import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { benchmarkOf, readTrial } from '../../src/benchmarks/index.ts';
import type { CpuCase, MemoryCase } from '../../src/experiment/model.ts';
import { CONTEXT, cpuCase, memoryCase, NO_FACTS, numbers, raw, reason } from '../unit/benchmarks/captured.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'xen-bench-kernels-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-pedantic'];

/** Compiles a case's kernel as a target does, but with every warning an error; gives its path. */
function compile(case_: MemoryCase | CpuCase, extra: readonly string[] = []): string {
  const kernel = benchmarkOf(case_).kernel(case_);
  if (kernel === null) throw new Error(`${case_.id} has no kernel`);
  const path = join(directory, kernel.name);
  const flags = [...kernel.flags, ...extra, ...WARNINGS];
  const compiler = spawnSync('gcc', [...flags, '-o', path, '-x', 'c', '-'], {
    input: kernel.source,
    encoding: 'utf8',
  });
  expect(compiler.stderr).toBe('');
  expect(compiler.status).toBe(0);
  return path;
}

function run(case_: MemoryCase | CpuCase, kernel: string) {
  const command = benchmarkOf(case_).command(case_, { ...CONTEXT, kernel });
  return shell(command);
}

function shell(command: string) {
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  return raw({ command, exitCode: status, stdout, stderr });
}

describe('the memory kernel', () => {
  test.each([1, 2])('measures four operations with %i threads, and its values are right', (threads) => {
    const case_ = memoryCase({ elements: 200_000, passes: 4, threads });
    const output = run(case_, compile(case_));
    expect(numbers(readTrial(output, case_, NO_FACTS))).toEqual({
      copy: expect.any(Number),
      scale: expect.any(Number),
      add: expect.any(Number),
      triad: expect.any(Number),
    });
  });

  test('says when its arrays hold wrong values', () => {
    const case_ = memoryCase({ elements: 1000, passes: 2 });
    const kernel = benchmarkOf(case_).kernel(case_);
    const spoilt = kernel?.source.replace('b[i] = SCALAR * c[i];', 'b[i] = SCALAR * c[i] + (i == 7);') ?? '';
    expect(spoilt).not.toBe(kernel?.source);
    const path = join(directory, 'spoilt');
    expect(spawnSync('gcc', ['-O2', '-o', path, '-x', 'c', '-'], { input: spoilt }).status).toBe(0);
    const output = run(case_, path);
    expect(output.exitCode).toBe(1);
    expect(output.stdout).toContain('Failed Validation on array b[]');
    expect(readTrial(output, case_, NO_FACTS).outcome).toBe('invalid');
  });

  test('refuses wrong usage and more than memory holds', () => {
    const kernel = compile(memoryCase());
    for (const words of ['', '10 1 1', '0 5 1', '10 5 0', '10 5x 1', 'nan 5 1']) {
      expect(shell(`${kernel} ${words}`)).toMatchObject({ exitCode: 2, stdout: '' });
    }
    const huge = memoryCase({ elements: 2 ** 46 });
    expect(reason(readTrial(run(huge, kernel), huge, NO_FACTS))).toContain('no memory for three arrays');
  });
});

describe('the CPU kernel', () => {
  test.each([[], ['-std=c99'], ['-O0']])(
    'solves its system, and rates it by both clocks (%s)',
    (...extra) => {
      const case_ = cpuCase({ seconds: 0.2 });
      const output = run(case_, compile(case_, extra));
      expect(numbers(readTrial(output, case_, NO_FACTS))).toEqual({
        mflops: expect.any(Number),
        'mflops-wall': expect.any(Number),
      });
      // The residual that LINPACK is known to have for this system in single precision.
      expect(Number(/^residual=(.*)$/m.exec(output.stdout)?.[1])).toBeCloseTo(1.6, 0);
    },
  );

  test('refuses wrong usage', () => {
    const kernel = compile(cpuCase());
    for (const words of ['', '0', '-1', '1x', 'nan', '1 2']) {
      expect(shell(`${kernel} ${words}`)).toMatchObject({ exitCode: 2, stdout: '' });
    }
  });
});
