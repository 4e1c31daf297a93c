import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** The ends of a two-sided 95 % interval of one distribution. */
export interface Tails {
  /** Quantile 0.025. */
  readonly low: number;
  /** Quantile 0.975. */
  readonly high: number;
}

/** Student's t with `degrees` of freedom (from 1): its quantile 0.975; the other tail is its negative. */
export const studentT = perDegrees((degrees) => tQuantile(0.975, degrees));

/** Chi-square with `degrees` of freedom (from 1). */
export const chiSquare = perDegrees(
  (degrees): Tails => ({ low: chiSquareQuantile(0.025, degrees), high: chiSquareQuantile(0.975, degrees) }),
);

/** Every series of a report has the same few sizes, and a quantile costs more than the rest of its summary. */
function perDegrees<T>(compute: (degrees: number) => T): (degrees: number) => T {
  const known = new Map<number, T>();
  return (degrees) => {
    const found = known.get(degrees) ?? compute(degrees);
    known.set(degrees, found);
    return found;
  };
}
