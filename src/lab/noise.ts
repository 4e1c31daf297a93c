import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A factor around 1, log-normal with standard deviation `sigma` of its logarithm; the same for the same seed and key
 * on every machine, whatever was asked before. Cut at three deviations: a demo needs no freak values.
 */
export function noise(seed: number, key: string, sigma: number): number {
  const random = xoroshiro128plus(hash(`${seed} ${key}`));
  // Box and Muller 1958; 1 - u keeps the logarithm's argument above zero.
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(random)));
  const normal = radius * Math.cos(2 * Math.PI * uniformFloat64(random));
  return Math.exp(sigma * Math.max(-3, Math.min(3, normal)));
}

/** Hexadecimal digits made from a seed and a key. */
export function digits(seed: number, key: string, length: number): string {
  let text = '';
  for (let i = 0; text.length < length; i += 1)
    text += hash(`${seed} ${key} ${i}`).toString(16).padStart(8, '0');
  return text.slice(0, length);
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo), with a last mix so that near keys give far seeds. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
