import { excerpt, firstLine } from './excerpt.ts';
import type { NetperfRequest } from './netperf-arguments.ts';
import { type Printed, readPrinted } from './number.ts';
import { type Attempt, got, refused } from './reading.ts';

/** What a finished request-response test printed; null: it did not print that. */
export interface NetperfResult {
  /** Transactions a second, with the error that comes from how it was printed. */
  readonly rate: Printed;
  /** s */
  readonly elapsed: Printed;
  /** Bytes. */
  readonly requestSize: number;
  readonly responseSize: number;
  readonly protocol: string | null;
  /** Mean round trip, us. */
  readonly latency: number | null;
  readonly bytesSent: number | null;
  readonly bytesReceived: number | null;
  readonly iterations: number | null;
}

/** Bytes a second in netperf's units of throughput, by the letter of `-f`; bits are powers of 10, bytes of 2. */
const UNIT_BYTES: Readonly<Record<string, number>> = {
  k: 1e3 / 8,
  m: 1e6 / 8,
  g: 1e9 / 8,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
};
const UNIT_LETTERS: Readonly<Record<string, string>> = {
  'Trans/s': 'x',
  'per sec': 'x',
  '10^3bits/s': 'k',
  '10^6bits/s': 'm',
  '10^9bits/s': 'g',
  'KBytes/s': 'K',
  'MBytes/s': 'M',
  'GBytes/s': 'G',
};

/** Reads `KEY=VALUE` lines (`-k`) or the classic table, with or without its banner (`-P 0`). */
export function readNetperfOutput(stdout: string, request: NetperfRequest): Attempt<NetperfResult> {
  const lines = stdout.split('\n').map((line) => line.trim());
  const keys = new Map<string, string>();
  for (const line of lines) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    const [, key = '', value = ''] = match ?? [];
    if (match === null) continue;
    if (keys.has(key)) return refused(`netperf printed ${excerpt(key)} twice: this is not one result`);
    keys.set(key, value);
  }
  if (keys.size > 0 || request.keys.length > 0) return fromKeys(keys, request, stdout);
  return fromTable(lines, request, stdout);
}

function fromKeys(
  keys: ReadonlyMap<string, string>,
  request: NetperfRequest,
  stdout: string,
): Attempt<NetperfResult> {
  if (keys.size === 0) return refused(nothingFound(stdout));
  const missing = request.keys.filter((key) => !keys.has(key));
  if (missing.length > 0)
    return refused(`netperf left out ${excerpt(missing.join(', '))}, which was asked for`);
  const rate = rateOfKeys(keys, request);
  if (!rate.ok) return rate;
  const elapsed = numberOf(keys, 'ELAPSED_TIME');
  if (!elapsed.ok) return elapsed;
  const latencyKey = ['RT_LATENCY', 'MEAN_LATENCY'].find((key) => keys.has(key));
  const latency = latencyKey === undefined ? got(null) : numberOf(keys, latencyKey);
  if (!latency.ok) return latency;
  return got({
    rate: rate.value,
    elapsed: elapsed.value,
    requestSize: wholeNumber(keys.get('REQUEST_SIZE')) ?? request.requestSize,
    responseSize: wholeNumber(keys.get('RESPONSE_SIZE')) ?? request.responseSize,
    protocol: keys.get('PROTOCOL') ?? null,
    latency: latency.value?.value ?? null,
    bytesSent: wholeNumber(keys.get('LOCAL_BYTES_SENT')),
    bytesReceived: wholeNumber(keys.get('LOCAL_BYTES_RECVD')),
    iterations: wholeNumber(keys.get('CONFIDENCE_ITERATION')),
  });
}

function rateOfKeys(keys: ReadonlyMap<string, string>, request: NetperfRequest): Attempt<Printed> {
  if (keys.has('TRANSACTION_RATE')) return numberOf(keys, 'TRANSACTION_RATE');
  if (!keys.has('THROUGHPUT')) return refused('netperf printed neither TRANSACTION_RATE nor THROUGHPUT');
  const throughput = numberOf(keys, 'THROUGHPUT');
  if (!throughput.ok) return throughput;
  const unit = keys.get('THROUGHPUT_UNITS');
  return transactions(throughput.value, unit === undefined ? request.unit : letterOf(unit), request);
}

function fromTable(
  lines: readonly string[],
  request: NetperfRequest,
  stdout: string,
): Attempt<NetperfResult> {
  const details = lines.findIndex((line) => line.startsWith('Alignment'));
  const table = details < 0 ? lines : lines.slice(0, details);
  const rows = table.flatMap((line, at) => (columns(line)?.length === 2 ? [at - 1] : []));
  const [at] = rows;
  const row = at === undefined ? null : columns(lines[at] ?? '');
  // 6 columns, or 10 with CPU utilisation (-c, -C); streams have 5.
  if (at === undefined || row === null || ![6, 10].includes(row.length)) return refused(nothingFound(stdout));
  if (rows.length > 1) return refused('netperf printed more than one result');
  const [requestSize, responseSize, elapsed, value] = row.slice(2, 6).map(readPrinted);
  if (!requestSize || !responseSize || !elapsed || !value) return refused(nothingFound(stdout));
  const header = table.slice(0, at).map(letterOf);
  const unit = header.findLast((letter) => letter !== '') ?? request.unit;
  const rate = transactions(value, unit, request);
  if (!rate.ok) return rate;
  return got({
    rate: rate.value,
    elapsed,
    requestSize: requestSize.value,
    responseSize: responseSize.value,
    protocol: /^(?:MIGRATED )?(TCP|UDP) REQUEST\/RESPONSE TEST/m.exec(stdout.slice(0, 10_000))?.[1] ?? null,
    latency: details < 0 ? null : detailedLatency(lines.slice(details)),
    bytesSent: null,
    bytesReceived: null,
    iterations: null,
  });
}

/** The round trip of `-v 2`, us: fifth of eight columns under `RoundTrip Latency usec/Tran`. */
function detailedLatency(lines: readonly string[]): number | null {
  const row = lines.map(columns).find((cells) => cells?.length === 8);
  const latency = readPrinted(row?.[4] ?? '');
  return latency !== null && latency.value > 0 ? latency.value : null;
}

/** The cells of a line that holds only numbers. */
function columns(line: string): string[] | null {
  if (line.length > 300) return null;
  const cells = line.split(/\s+/);
  return cells.every((cell) => /^-?\d{1,20}(\.\d{1,9})?$/.test(cell)) ? cells : null;
}

function letterOf(text: string): string {
  const name = Object.keys(UNIT_LETTERS).find((unit) => text.slice(0, 300).includes(unit));
  return name === undefined ? '' : (UNIT_LETTERS[name] ?? '');
}

/** A throughput as transactions a second; netperf counts request and response together. */
function transactions(throughput: Printed, unit: string, request: NetperfRequest): Attempt<Printed> {
  if (unit === 'x') return got(throughput);
  const factor = Object.hasOwn(UNIT_BYTES, unit) ? UNIT_BYTES[unit] : undefined;
  if (factor === undefined) return refused('netperf gave a throughput in a unit that is not known');
  const perTransaction = factor / (request.requestSize + request.responseSize);
  return got({ value: throughput.value * perTransaction, halfStep: throughput.halfStep * perTransaction });
}

function numberOf(keys: ReadonlyMap<string, string>, key: string): Attempt<Printed> {
  const text = keys.get(key);
  if (text === undefined)
    return refused(`netperf did not print ${key}, without which the result cannot be checked`);
  if (key === 'RT_LATENCY' && text === 'inf') return refused(NO_TRANSACTION);
  const number = readPrinted(text);
  return number === null ? refused(`netperf's ${key} is "${excerpt(text)}", not a number`) : got(number);
}

/** The one cause of a rate of zero with exit code 0. */
export const NO_TRANSACTION =
  'not one transaction ended within the test: a message takes longer than the time asked for (-l)';

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function nothingFound(stdout: string): string {
  const line = firstLine(stdout);
  return line === '' ? 'netperf printed nothing' : `netperf printed no request-response result: "${line}"`;
}
