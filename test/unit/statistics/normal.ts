import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of uniform numbers in [0, 1). */
export function uniforms(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** Standard normal numbers by Box and Muller's transformation. */
export function normals(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * Four standard errors about a promised coverage: by chance a sound interval leaves it once in 16 000 seeds,
 * and the seed is fixed.
 */
export function monteCarloError(coverage: number, samples: number): number {
  return 4 * Math.sqrt((coverage * (1 - coverage)) / samples);
}
