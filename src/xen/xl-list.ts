import { badRow, domainName, tableUnder } from './xl-output.ts';

/** A line of `xl list`. */
export interface ListedDomain {
  /** `(null)` for a domain that is gone but for pages which someone still holds. */
  readonly name: string;
  readonly id: number;
  /** Memory that it has, with what is claimed for it, in MiB. */
  readonly memoryMiB: number;
  /** vCPUs that are online. */
  readonly vcpus: number;
  readonly state: DomainState;
  /** CPU time that it has used, in seconds. */
  readonly cpuSeconds: number;
}

/** None set: it can run, and waits for a CPU. */
export interface DomainState {
  readonly running: boolean;
  readonly blocked: boolean;
  readonly paused: boolean;
  /** It has ended; `crashed` tells how. */
  readonly shutdown: boolean;
  readonly crashed: boolean;
  /** It is being destroyed. */
  readonly dying: boolean;
}

const HEADING = /^Name\s+ID\s+Mem\s+VCPUs\s+State/;
/**
 * `%-40s %5d %5lu %5d     %c%c%c%c%c%c  %8.1f` of xl (tools/xl/xl_info.c; the same from 4.1 on), and what options
 * add behind it. The fifth letter of the state is the reason of a shutdown: reboot, suspend, crash, watchdog, soft
 * reset. The name takes all it can: it may hold blanks and digits.
 */
const ROW =
  /^(.*\S|)\s+(\d{1,10})\s+(\d{1,15})\s+(\d{1,6})\s+([r-])([b-])([p-])([s-])([-rscwS?])([d-])\s+(\d{1,15}\.\d)(?:\s.*)?$/;

/**
 * Reads `xl list`, with or without `-v`, `-Z`, `-c`, `-n`; the dom0 is one of its lines. Throws HumanError (exit code 3) for
 * anything else: a list that is read in part would say of a guest that it is gone.
 */
export function readDomainList(text: string): readonly ListedDomain[] {
  return tableUnder('xl list', HEADING, text).rows.map(({ line, number }) => {
    const match = ROW.exec(line);
    if (match === null) throw badRow('xl list', line, number);
    const [, name = '', id, memory, vcpus, r, b, p, s, reason, d, seconds] = match;
    return {
      name: domainName(name),
      id: Number(id),
      memoryMiB: Number(memory),
      vcpus: Number(vcpus),
      state: {
        running: r === 'r',
        blocked: b === 'b',
        paused: p === 'p',
        shutdown: s === 's',
        crashed: reason === 'c',
        dying: d === 'd',
      },
      cpuSeconds: Number(seconds),
    };
  });
}
