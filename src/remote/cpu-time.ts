/** What all CPUs of a host did over a time, by its own count. */
export interface CpuTime {
  /** Fraction of the CPU time spent working, in user mode, the kernel or interrupts. */
  readonly busy: number;
  /** Fraction in which a CPU had work, and the hypervisor ran something else. */
  readonly steal: number;
  /** CPU time of all CPUs together, s: four CPUs over one second are 4. */
  readonly seconds: number;
}

/** Ticks a second in /proc/stat (USER_HZ), the same on every architecture that Xen runs on. */
const TICKS = 100;

/** Places in the line: `cpu user nice system idle iowait irq softirq steal guest guest_nice`, proc(5). */
const IDLE = 3;
const IOWAIT = 4;
const STEAL = 7;
/** Guests' time is counted in user and nice already. */
const COUNTED = 8;

/**
 * The difference of two first lines of /proc/stat, given as their words one behind the other. Null where either is
 * missing, is of a kernel that counts no steal time, or nothing was counted: the time was shorter than a tick.
 */
export function cpuTime(words: readonly string[]): CpuTime | null {
  const told = words.filter((word) => word !== '');
  const second = told.indexOf('cpu', 1);
  if (told[0] !== 'cpu' || second < 0) return null;
  const before = ticks(told.slice(1, second));
  const after = ticks(told.slice(second + 1));
  if (before === null || after === null) return null;
  // idle and iowait may go back by a tick, see proc(5).
  const spent = after.map((count, place) => Math.max(0, count - (before[place] ?? 0)));
  const total = spent.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const [idle = 0, iowait = 0, steal = 0] = [IDLE, IOWAIT, STEAL].map((place) => spent[place]);
  return {
    busy: rounded((total - idle - iowait - steal) / total),
    steal: rounded(steal / total),
    seconds: total / TICKS,
  };
}

function ticks(words: readonly string[]): readonly number[] | null {
  const counts = words.slice(0, COUNTED);
  return counts.length === COUNTED && counts.every((count) => /^\d{1,15}$/.test(count))
    ? counts.map(Number)
    : null;
}

/** Ticks make no finer fractions. */
function rounded(fraction: number): number {
  return Math.round(fraction * 1e6) / 1e6;
}
