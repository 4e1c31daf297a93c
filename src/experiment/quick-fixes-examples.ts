import type { Json } from './edit-style.ts';
import { LAB_HOSTS } from './hosts.ts';
import { KINDS } from './model.ts';
import { valueAt } from './places.ts';
import type { Path } from './tree.ts';

/**
 * What a key that is missing may begin with, such that the reader takes it; null where no value is likely.
 * `value` is the whole file as plain data, `path` the object that lacks the key.
 */
export function exampleOf(value: unknown, path: Path, key: string): Json {
  const [top, name, third] = path;
  if (top === undefined) return topExample(value, key);
  if (top === 'targets' && path.length === 2) return targetExample(valueAt(value, path), String(name), key);
  if (third === 'domain') return key === 'dom0' ? 'root@dom0' : key === 'name' ? domainName(name) : null;
  if (top === 'peer') return key === 'address' ? '10.0.0.2' : null;
  if (third === 'metrics') return METRIC[key] ?? null;
  if (top === 'benchmarks') return entryExample(value, key);
  return null;
}

/** `name`, or the first of `name-2`, `name-3` ... that is not taken. */
export function freeName(name: string, taken: readonly string[]): string {
  const stem = name.slice(0, 58);
  for (let number = 2; ; number++) {
    const candidate = `${stem}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

const METRIC: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  name: 'value',
  unit: '1/s',
  json: '/value',
  pattern: '([0-9.]+)',
});

function topExample(value: unknown, key: string): Json {
  switch (key) {
    case 'targets':
      return { pv: { kind: 'pv', host: 'root@10.0.0.11' } };
    case 'benchmarks':
      return ['memory', 'disk', 'cpu'];
    case 'peer':
      return isLab(value)
        ? { host: 'lab:peer', address: '10.0.0.2' }
        : { host: 'root@10.0.0.2', address: '10.0.0.2' };
    case 'command':
      return { benchmark: 'command', name: freeBenchmark(value), run: './my-benchmark' };
    default:
      return null;
  }
}

/** Whether all targets are machines of the demo lab. */
function isLab(value: unknown): boolean {
  const targets = valueAt(value, ['targets']);
  const hosts =
    typeof targets === 'object' && targets !== null
      ? Object.values(targets).map((target) => valueAt(target, ['host']))
      : [];
  return hosts.length > 0 && hosts.every((host) => typeof host === 'string' && host.startsWith('lab:'));
}

function targetExample(target: unknown, name: string, key: string): string | null {
  if (key === 'host') return 'root@10.0.0.11';
  if (key !== 'kind') return null;
  const host = valueAt(target, ['host']);
  const lab = LAB_HOSTS.find((each) => each === host)?.slice('lab:'.length);
  const words = [lab ?? '', name.toLowerCase()];
  // `pvh` holds `pv`: the longer word decides.
  const kind =
    [...KINDS]
      .filter((each) => each !== 'any')
      .sort((a, b) => b.length - a.length)
      .find((each) => words.some((word) => word.includes(each))) ??
    (/bare|metal|none|this-machine/.test(words.join(' ')) ? 'native' : 'pv');
  return kind;
}

function domainName(target: string | number | undefined): string {
  const name = String(target);
  return /^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(name) ? name : 'guest1';
}

function entryExample(value: unknown, key: string): string | null {
  if (key === 'name') return freeBenchmark(value);
  return key === 'run' ? './my-benchmark' : null;
}

function freeBenchmark(value: unknown): string {
  const list = valueAt(value, ['benchmarks']);
  const names = Array.isArray(list) ? list.map((item) => valueAt(item, ['name'])) : [];
  return names.includes('my-benchmark') ? freeName('my-benchmark', names.map(String)) : 'my-benchmark';
}
