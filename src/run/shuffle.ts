import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A shuffle with a memory: each call goes on with the same stream of random numbers. */
export type Shuffle = <T>(items: readonly T[]) => T[];

/** A Fisher-Yates shuffle from a 32-bit seed; integers only, so that every machine shuffles alike. */
export function seededShuffle(seed: number): Shuffle {
  const random = xoroshiro128plus(seed);
  return (items) => {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = uniformInt(random, 0, i);
      [shuffled[i], shuffled[j]] = [
        shuffled[j] as (typeof shuffled)[number],
        shuffled[i] as (typeof shuffled)[number],
      ];
    }
    return shuffled;
  };
}
