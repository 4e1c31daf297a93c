/** How far apart the runs of a case lie, in a word that stands beside the colour. */
export type Heat = 'steady' | 'fair' | 'noisy';

/** steady below a CV of 1 %, fair below 5 %, else noisy. */
export function heatOf(cv: number): Heat {
  if (cv < 0.01) return 'steady';
  return cv < 0.05 ? 'fair' : 'noisy';
}
