/** setTimeout takes what is longer, 25 days, for no time at all. */
const LONGEST_MS = 2 ** 31 - 1;

/** True when `promise` settled within `ms`, false when the time was over first. Never rejects; leaves no timer behind. */
export function ended(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), Math.min(LONGEST_MS, Math.max(0, ms)));
    const done = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(done, done);
  });
}

/** What `promise` gives, or null when the time is over first. Rejects as `promise` does within the time. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  return (await ended(promise, ms)) ? promise : null;
}
