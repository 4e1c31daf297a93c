import { badRow, domainName, tableUnder } from './xl-output.ts';

/** A line of `xl uptime`. */
export interface DomainUptime {
  readonly name: string;
  readonly id: number;
  /** Time since the domain was created, in seconds. */
  readonly seconds: number;
}

const HEADING = /^Name\s+ID\s+Uptime/;
/** `%-33s %4d ` and `2 days, 3:04:05`, without days in the first (tools/xl/xl_info.c). */
const ROW = /^(.*\S|)\s+(\d{1,10})\s+(?:(\d{1,6}) days?,\s*)?(\d{1,2}):(\d{2}):(\d{2})\s*$/;

/** Reads `xl uptime` (not its short form). Throws HumanError (exit code 3) for anything else. */
export function readUptime(text: string): readonly DomainUptime[] {
  return tableUnder('xl uptime', HEADING, text).rows.map(({ line, number }) => {
    const match = ROW.exec(line);
    if (match === null) throw badRow('xl uptime', line, number);
    const [, name = '', id, days = 0, hours, minutes, seconds] = match;
    return {
      name: domainName(name),
      id: Number(id),
      seconds: ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds),
    };
  });
}
