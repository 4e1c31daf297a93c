import { plain } from '../report/plain.ts';
import { badRow, boundedOutput, domainName, notOfXl } from './xl-output.ts';

/** A CPU pool as `xl sched-credit`, `sched-credit2` or `sched-rtds` lists it. */
export interface SchedulerPool {
  /** Null where single domains were asked for (`-d`). */
  readonly pool: string | null;
  /** Of the scheduler in this pool, as printed: `ratelimit` is `1000us`, `tslice` is `30ms`. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly domains: readonly SchedulerDomain[];
}

export interface SchedulerDomain {
  readonly name: string;
  readonly id: number;
  /** Share of CPU time beside other domains; 256 unless it was set. Null where the scheduler has none (rtds). */
  readonly weight: number | null;
  /** Most CPU time in percent of one CPU, 0 for no limit; null where the scheduler has none. */
  readonly cap: number | null;
  /** Every column after the name, by its heading in lower case. */
  readonly columns: ReadonlyMap<string, string>;
}

const POOL = /^Cpupool (.{0,250}?): ?(.*)$/;
const HEADING = /^Name\s+ID(?:\s|$)/;
const MOST_COLUMNS = 12;

/**
 * Reads `xl sched-*` without options that change something: pools, each with its parameters, a heading and its
 * domains (tools/xl/xl_sched.c). Throws HumanError (exit code 3) for anything else.
 */
export function readScheduler(text: string): readonly SchedulerPool[] {
  const pools: { pool: string | null; parameters: Map<string, string>; domains: SchedulerDomain[] }[] = [];
  let columns: readonly string[] = [];
  for (const [index, line] of boundedOutput('xl sched', text).split(/\r?\n/).entries()) {
    const [, pool, parameters = ''] = POOL.exec(line.slice(0, 1_000)) ?? [];
    const current = pools.at(-1);
    if (pool !== undefined) {
      pools.push({ pool: domainName(pool), parameters: readParameters(parameters), domains: [] });
      columns = [];
    } else if (HEADING.test(line)) {
      columns = line.slice(0, 1_000).toLowerCase().trim().split(/\s+/).slice(1, MOST_COLUMNS);
      if (current === undefined) pools.push({ pool: null, parameters: new Map(), domains: [] });
    } else if (current !== undefined && columns.length > 0 && line.trim() !== '') {
      const domain = readRow(line, columns);
      if (domain === null) throw badRow('xl sched', line, index + 1);
      current.domains.push(domain);
    }
  }
  if (pools.length === 0) throw notOfXl('xl sched', 'neither a pool nor a heading');
  return pools;
}

/** Fields are taken from the right: a name may hold blanks. */
function readRow(line: string, columns: readonly string[]): SchedulerDomain | null {
  const fields = line
    .slice(0, 1_000)
    .trimEnd()
    .split(/(?<=\S)(?=\s)/);
  const values = fields.splice(Math.max(1, fields.length - columns.length)).map((field) => field.trim());
  if (values.length !== columns.length) return null;
  const named = new Map(columns.map((column, place) => [column, plain(values[place] ?? '', 40)]));
  const id = whole(named.get('id'));
  return id === null
    ? null
    : {
        name: domainName(fields.join('')),
        id,
        weight: whole(named.get('weight')),
        cap: whole(named.get('cap')),
        columns: named,
      };
}

/** `tslice=30ms ratelimit=1000us`; nothing of `[sched params unavailable]`. */
function readParameters(text: string): Map<string, string> {
  const pairs = text.split(/\s+/).map((word) => /^([a-z][a-z_-]{0,30})=(.{1,40})$/i.exec(word));
  return new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', plain(pair[2] ?? '', 40)]])));
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}
