import { type Printed, readPrinted } from './number.ts';
import { type Attempt, got, refused } from './reading.ts';

/** STREAM's operations in its own order, with the arrays that each moves through memory. */
export const OPERATIONS = [
  { name: 'Copy', metric: 'copy', arrays: 2 },
  { name: 'Scale', metric: 'scale', arrays: 2 },
  { name: 'Add', metric: 'add', arrays: 3 },
  { name: 'Triad', metric: 'triad', arrays: 3 },
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** Best rate in MB/s (10^6 bytes), times in s. */
export interface OperationResult {
  readonly operation: Operation;
  readonly rate: Printed;
  readonly average: Printed;
  readonly least: Printed;
  readonly most: Printed;
}

/** What STREAM, or our kernel, printed; null: it did not print that. */
export interface StreamResult {
  readonly operations: readonly OperationResult[];
  readonly elements: number | null;
  readonly elementBytes: number;
  readonly threadsRequested: number | null;
  readonly threadsCounted: number | null;
  /** Ticks of its clock that the shortest test takes. */
  readonly clockTicks: number | null;
  readonly validates: boolean;
  /** `Failed Validation on array a[], ...` */
  readonly failedValidation: string | null;
}

/** 5.10 says `Best Rate MB/s`, older ones `Rate (MB/s)`, and 4 gave the root mean square for the average. */
const HEADER =
  /^Function {1,20}(?:Best )?Rate \(?MB\/s\)? {1,20}(?:Avg|RMS) time {1,20}Min time {1,20}Max time$/;

/** No line that STREAM prints is longer. */
const LONGEST_LINE = 200;

/** Reads the output of STREAM 5.10, of older versions, and of our own kernel. */
export function readStreamOutput(stdout: string): Attempt<StreamResult> {
  const lines = stdout.split('\n').map((line) => line.slice(0, LONGEST_LINE).trim());
  const headers = lines.filter((line) => HEADER.test(line)).length;
  if (headers !== 1) {
    return refused(
      headers === 0
        ? 'there is no table of rates as STREAM prints it'
        : 'STREAM printed more than one result',
    );
  }
  const table = lines.slice(lines.findIndex((line) => HEADER.test(line)) + 1);
  const operations: OperationResult[] = [];
  for (const operation of OPERATIONS) {
    const row = operationRow(table, operation);
    if (!row.ok) return row;
    operations.push(row.value);
  }
  const first = (pattern: RegExp) => wholeNumber(lines, pattern);
  return got({
    operations,
    elements: first(/^Array size = (\d{1,15})(?: \(elements\))?(?:,|$)/),
    elementBytes: first(/^This system uses (\d{1,3}) bytes per /) ?? 8,
    threadsRequested: first(/^Number of Threads requested = (\d{1,6})$/),
    threadsCounted: first(/^Number of Threads counted = (\d{1,6})$/),
    clockTicks: first(/^\(= (\d{1,15}) clock ticks\)$/),
    validates: lines.some((line) => line.startsWith('Solution Validates')),
    failedValidation: lines.find((line) => line.startsWith('Failed Validation')) ?? null,
  });
}

function operationRow(table: readonly string[], operation: Operation): Attempt<OperationResult> {
  const rows = table
    .map((line) => line.split(/\s+/))
    .filter(([name]) => name === `${operation.name}:` || name === operation.name);
  const [row] = rows;
  if (row === undefined || rows.length > 1) {
    return refused(
      `STREAM printed ${row === undefined ? 'no' : 'more than one'} result of ${operation.name}`,
    );
  }
  const [rate, average, least, most, more] = row.slice(1).map(readPrinted);
  if (!rate || !average || !least || !most || more !== undefined) {
    return refused(`STREAM's line of ${operation.name} is not four numbers`);
  }
  return got({ operation, rate, average, least, most });
}

function wholeNumber(lines: readonly string[], pattern: RegExp): number | null {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match !== null) return Number(match[1]);
  }
  return null;
}
