import { badRow, domainName, tableUnder } from './xl-output.ts';

/** A line of `xl vcpu-list`. */
export interface ListedVcpu {
  readonly name: string;
  readonly id: number;
  readonly vcpu: number;
  /** The CPU that it runs on or ran on last; null while it is offline. */
  readonly cpu: number | null;
  readonly online: boolean;
  readonly running: boolean;
  readonly blocked: boolean;
  readonly cpuSeconds: number;
  /** CPUs that it may run on: `all`, `none`, or ranges as `0-3,6`. */
  readonly hard: string;
  /** CPUs that it would rather run on; null from xl before 4.5, which knows only one affinity. */
  readonly soft: string | null;
}

const COMMAND = 'xl vcpu-list';
const HEADING = /^Name\s+ID\s+VCPU\s+CPU\s+State\s+Time\(s\)\s+(?:CPU )?Affinity/;
/** `%-32s %5u %5u%5u %3c%c- %9.1f  ` and the CPUs (tools/xl/xl_vcpu.c); an offline vCPU has `-` and `--p`. */
const ROW =
  /^(.*\S|)\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10}|-)\s+([r-])([b-])([p-])\s+(\d{1,15}\.\d)\s+(\S.*)$/;
const CPUS = /^(?:all|none|any cpu|\d{1,10}(?:-\d{1,10})?(?:,\d{1,10}(?:-\d{1,10})?)*)$/;

/**
 * Reads `xl vcpu-list`, with one affinity (`CPU Affinity`, before 4.5; `any cpu` before 4.4) or two (`Hard / Soft`).
 * Throws HumanError (exit code 3) for anything else.
 */
export function readVcpuList(text: string): readonly ListedVcpu[] {
  return tableUnder(COMMAND, HEADING, text).rows.map(({ line, number }) => {
    const match = ROW.exec(line);
    const [, name = '', id, vcpu, cpu, running, blocked, paused, seconds, affinity = ''] = match ?? [];
    const [hard = '', soft = null, ...rest] = affinity.trimEnd().split(' / ');
    const known = [hard, soft ?? 'all'].every((cpus) => CPUS.test(cpus));
    if (match === null || !known || rest.length > 0) throw badRow(COMMAND, line, number);
    return {
      name: domainName(name),
      id: Number(id),
      vcpu: Number(vcpu),
      cpu: cpu === '-' ? null : Number(cpu),
      online: paused !== 'p',
      running: running === 'r',
      blocked: blocked === 'b',
      cpuSeconds: Number(seconds),
      hard: hard === 'any cpu' ? 'all' : hard,
      soft: soft === 'any cpu' ? 'all' : soft,
    };
  });
}
