import { argumentsOf } from './shell-words.ts';

/** What a dd command asks for. */
export interface DdRequest {
  /** Bytes of a record read, and of one written. */
  readonly inputBlock: number;
  readonly outputBlock: number;
  /** Bytes in all; null: until the input ends. */
  readonly bytes: number | null;
  /** The command also reports the host's own clock and the size of the file, as `ddCommand` words it. */
  readonly reports: boolean;
}

/** Reads a recorded command that calls dd; null: there is no call of dd in it. */
export function ddRequest(command: string): DdRequest | null {
  const words = argumentsOf('dd', command);
  if (words === null) return null;
  const operand = (name: string) =>
    words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const block = ddNumber(operand('bs'));
  const inputBlock = block ?? ddNumber(operand('ibs')) ?? 512;
  const count = ddNumber(operand('count'));
  return {
    inputBlock,
    outputBlock: block ?? ddNumber(operand('obs')) ?? 512,
    bytes: count === null ? null : count * inputBlock,
    reports: command.includes('xen-bench start='),
  };
}

const FACTORS: Readonly<Record<string, number>> = {
  c: 1,
  w: 2,
  b: 512,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  k: 1024,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** dd's numbers: `1M`, `64k`, `1MB` (powers of 10), `2x512`. */
function ddNumber(text: string | undefined): number | null {
  if (text === undefined || text.length > 100) return null;
  let product = 1;
  for (const part of text.split('x')) {
    const match = /^(\d{1,15})([a-zA-Z]{0,3})$/.exec(part);
    const suffix = match?.[2] ?? '';
    const factor = suffix === '' ? 1 : Object.hasOwn(FACTORS, suffix) ? FACTORS[suffix] : undefined;
    if (match === null || factor === undefined) return null;
    product *= Number(match[1]) * factor;
  }
  return product;
}
