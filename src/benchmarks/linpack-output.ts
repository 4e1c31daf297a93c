import { excerpt } from './excerpt.ts';
import { readDecimal } from './number.ts';
import { type Attempt, got, refused } from './reading.ts';

/** A rating of Linpack 100x100 in single precision. */
export interface LinpackResult {
  /** By CPU time. */
  readonly mflops: number;
  /** By wall time; null: not printed (Linpack-PC). */
  readonly mflopsWall: number | null;
  /** Normalised; null: not printed. */
  readonly residual: number | null;
  /** CPU time of all timed passes, s; null: not printed. */
  readonly seconds: number | null;
}

/** Reads our own kernel's `key=value` lines, each number finite. */
export function readKernelOutput(stdout: string): Attempt<LinpackResult> {
  const values = new Map<string, string>();
  for (const [, key = '', value = ''] of stdout.matchAll(/^([a-z][a-z0-9-]{0,40})=(.{0,200})$/gm)) {
    if (values.has(key)) return refused(`the kernel printed ${key} twice: this is not one result`);
    values.set(key, value);
  }
  if (values.get('n') !== '100' || values.get('precision') !== 'single') {
    return refused('the kernel does not say n=100 and precision=single');
  }
  const names = ['mflops', 'mflops-wall', 'residual', 'seconds-cpu'] as const;
  const passes = [...values.keys()].filter((key) => key.startsWith('pass-'));
  if (passes.length === 0) return refused('the kernel printed no pass');
  for (const name of [...names, ...passes]) {
    const value = readDecimal(values.get(name) ?? '');
    const least = name === 'residual' ? 0 : Number.MIN_VALUE;
    if (value === null || value < least) {
      const said = values.get(name);
      return refused(
        said === undefined
          ? `the kernel did not print ${name}`
          : `the kernel's ${name} is "${excerpt(said)}"`,
      );
    }
  }
  const [mflops, mflopsWall, residual, seconds] = names.map((name) => Number(values.get(name)));
  return got({
    mflops: mflops ?? 0,
    mflopsWall: mflopsWall ?? 0,
    residual: residual ?? 0,
    seconds: seconds ?? 0,
  });
}

const CLOSING =
  /^[ \t]{0,20}(Unrolled|Rolled)[ \t]{1,10}(Single|Double)[ \t]{1,10}Precision[ \t]{1,20}(\S{1,20})[ \t]{1,10}Mflops\b/gim;

/** Reads what Linpack-PC closes with, `Unrolled Single  Precision   218.30 Mflops`, on either stream. */
export function readLinpackPcOutput(stdout: string, stderr: string): Attempt<LinpackResult> {
  const text = `${stdout}\n${stderr}`;
  const ratings = [...text.matchAll(CLOSING)];
  const [rating] = ratings;
  if (rating === undefined) return refused('there is no closing line "... Single Precision ... Mflops"');
  if (ratings.length > 1) return refused('Linpack printed more than one rating');
  if (rating[2]?.toLowerCase() !== 'single') return refused('Linpack ran in double precision, not in single');
  const mflops = readDecimal(rating[3] ?? '');
  if (mflops === null || !(mflops > 0)) return refused(`Linpack's rating is "${excerpt(rating[3] ?? '')}"`);
  const heading = /norm\.? resid[^\n]{0,200}\r?\n[ \t]{0,40}([^\s]{1,40})/i.exec(text);
  const residual = heading === null ? null : readDecimal(heading[1] ?? '');
  if (heading !== null && residual === null) {
    return refused(`Linpack's normalised residual is "${excerpt(heading[1] ?? '')}"`);
  }
  return got({ mflops, mflopsWall: null, residual, seconds: null });
}
