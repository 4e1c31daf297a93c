import { describe, expect, test } from 'vitest';
import { dd } from '../../../src/benchmarks/dd.ts';
import { readTrial } from '../../../src/benchmarks/index.ts';
import { CONTEXT, captured, diskCase, NO_FACTS, numbers, raw, reason } from './captured.ts';

const SIZE = 134217728;
const RECORDS = '262144+0 records in\n262144+0 records out\n';
const COMMAND = dd.command(diskCase(), CONTEXT);

const read = (name: string) => readTrial(captured(`dd/${name}`), diskCase(), NO_FACTS);
/** A bare dd, as someone else may have recorded it. */
const bare = (stderr: string) =>
  readTrial(raw({ command: 'dd if=/dev/zero of=f count=256K', stderr }), diskCase(), NO_FACTS);
/** Our own command, with what the host saw. */
const watched = (stderr: string, start: string, end: string, size = `${SIZE}`) =>
  readTrial(
    raw({ command: COMMAND, stderr, stdout: `xen-bench start=${start} end=${end} size=${size}\n` }),
    diskCase(),
    NO_FACTS,
  );

describe('good results of dd are bytes over seconds', () => {
  test.each([
    ['gnu_128M', SIZE, 0.639922],
    ['gnu_128M_fdatasync', SIZE, 0.494433],
    ['gnu_1000B', 1000, 0.000159428],
    ['gnu_de_DE', SIZE, 0.642385],
  ])('%s', (name, bytes, time) => {
    expect(numbers(read(name))).toEqual({ throughput: bytes / time / 1e6, time });
  });

  test.each([
    ['dom0', 1.95504, 3.15261],
    ['hvm', 0.464225, 0.342715],
    ['hvmemu', 0.364225, 0.858604],
    ['native', 0.161931, 0.228893],
    ['pv', 1.79084, 2.11142],
    ['pvh', 0.395591, 0.492859],
  ])('of a real Xen: %s', (guest, paper, durable) => {
    const command = 'dd if=/dev/zero of=.t bs=512 count=20000';
    const of = (name: string) =>
      readTrial(captured(`dd/xen-${guest}-${name}`, { command }), diskCase(), NO_FACTS);
    expect(numbers(of('dd-512'))).toEqual({ throughput: 10240000 / paper / 1e6, time: paper });
    expect(numbers(of('dd-512-fsync'))).toEqual({ throughput: 10240000 / durable / 1e6, time: durable });
  });

  test.each([
    ['old coreutils', `${RECORDS}134217728 bytes (134 MB) copied, 0.639922 s, 210 MB/s\n`, 0.639922],
    ['older coreutils', `${RECORDS}134217728 bytes (134 MB) copied, 0.639922 seconds, 210 MB/s\n`, 0.639922],
    [
      'BusyBox with a third line',
      `${RECORDS}134217728 bytes (128.0MB) copied, 0.639922 seconds, 200.0MB/s\n`,
      0.639922,
    ],
    [
      'a very short time',
      `${RECORDS}134217728 bytes (134 MB, 128 MiB) copied, 1e-05 s, Infinity B/s\n`,
      1e-5,
    ],
    [
      'French',
      '262144+0 enregistrements lus\n262144+0 enregistrements écrits\n134217728 octets (134 MB, 128 MiB) copiés, 0,64 s, 209 MB/s\n',
      0.64,
    ],
    [
      'Portuguese',
      '262144+0 registros de entrada\n262144+0 registros de saída\n134217728 bytes (134 MB, 128 MiB) copiados, 1,234 s, 109 MB/s\n',
      1.234,
    ],
    [
      'progress',
      `104857600 bytes (105 MB, 100 MiB) copied, 1 s, 105 MB/s\r134217728 bytes (134 MB, 128 MiB) copied, 1.5 s, 89 MB/s\n${RECORDS}134217728 bytes (134 MB, 128 MiB) copied, 1.57 s, 85 MB/s\n`,
      1.57,
    ],
    [
      'a signal on the way',
      `100+0 records in\n100+0 records out\n51200 bytes (51 kB, 50 KiB) copied, 1 s, 51 kB/s\n${RECORDS}134217728 bytes (134 MB, 128 MiB) copied, 1.57 s, 85 MB/s\n`,
      1.57,
    ],
  ])('%s', (_, stderr, time) => {
    expect(numbers(bare(stderr))).toEqual({ throughput: SIZE / time / 1e6, time });
  });

  test('the time is dd’s own when the host’s clock agrees', () => {
    const stderr = `${RECORDS}134217728 bytes (134 MB, 128 MiB) copied, 0.639922 s, 210 MB/s\n`;
    expect(numbers(watched(stderr, '100.00', '100.65'))).toHaveProperty('time', 0.639922);
    expect(numbers(watched(stderr, 'unknown', 'unknown'))).toHaveProperty('time', 0.639922);
    expect(reason(watched(stderr, '100.00', '101.40'))).toContain("by the host's clock it took 1.4 s");
  });

  test('where dd prints no time the host’s clock stands in, from two seconds on', () => {
    expect(numbers(watched(RECORDS, '100.00', '102.50'))).toEqual({
      throughput: SIZE / 2.5 / 1e6,
      time: 2.5,
    });
    expect(reason(watched(RECORDS, '100.00', '101.99'))).toContain('install GNU coreutils');
  });
});

describe('bad results of dd are invalid, and say why', () => {
  test.each([
    ['busybox135_128M', 'install GNU coreutils'],
    ['busybox135_fdatasync', 'use the mode "paper"'],
    ['gnu_full', 'No space left on device'],
  ])('%s', (name, cause) => {
    expect(reason(read(name))).toContain(cause);
  });

  const third = '134217728 bytes (134 MB, 128 MiB) copied, 1.5 s, 89 MB/s\n';
  test.each([
    ['nothing', '', 'no count of records'],
    [
      'partial records',
      `262143+1 records in\n262143+1 records out\n${third}`,
      'partial records: 1 in, 1 out',
    ],
    [
      'too little',
      `262143+0 records in\n262143+0 records out\n${third}`,
      'read 134217216 bytes where 134217728',
    ],
    [
      'another sum',
      `${RECORDS}134217727 bytes (134 MB) copied, 1.5 s, 89 MB/s\n`,
      'says that it copied 134217727',
    ],
    ['no time at all', `${RECORDS}134217728 bytes (134 MB, 128 MiB) copied, 0 s, Infinity B/s\n`, 'took 0 s'],
    [
      'a comma that may be a thousand',
      `${RECORDS}134217728 bytes (134 MB) copied, 1,234 s, 0.1 MB/s\n`,
      'no time that can be read',
    ],
  ])('%s', (_, stderr, cause) => {
    expect(reason(bare(stderr))).toContain(cause);
  });

  test('a file of another size, or none, or no report of the host', () => {
    expect(reason(watched(RECORDS + third, '1.00', '2.50', '5'))).toContain('left a file of 5 bytes');
    expect(reason(watched(RECORDS + third, '1.00', '2.50', 'unknown'))).toContain('left no file behind');
    const silent = raw({ command: COMMAND, stderr: RECORDS + third });
    expect(reason(readTrial(silent, diskCase(), NO_FACTS))).toContain('did not report');
  });

  test('want of space, killed, cut', () => {
    const full = raw({
      exitCode: 28,
      stderr: 'xen-bench: not enough space: needed 131072 KiB, free 900 KiB\n',
    });
    expect(reason(readTrial(full, diskCase(), NO_FACTS))).toBe(
      'not enough space under /var/tmp: needed 131072 KiB, free 900 KiB',
    );
    expect(reason(readTrial(raw({ exitCode: 137 }), diskCase(), NO_FACTS))).toContain('SIGKILL');
    expect(reason(readTrial(raw({ exitCode: null }), diskCase(), NO_FACTS))).toContain('no exit status');
    expect(reason(readTrial(captured('dd/gnu_128M', { truncated: true }), diskCase(), NO_FACTS))).toContain(
      'cut',
    );
  });
});
