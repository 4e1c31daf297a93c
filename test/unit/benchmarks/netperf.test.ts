import { describe, expect, test } from 'vitest';
import { readTrial } from '../../../src/benchmarks/index.ts';
import { NETPERF_KEYS, netperf } from '../../../src/benchmarks/netperf.ts';
import { CONTEXT, captured, NO_FACTS, networkCase, numbers, raw, reason } from './captured.ts';

const read = (name: string, command?: string) =>
  readTrial(captured(`netperf/${name}`, command === undefined ? {} : { command }), networkCase(), NO_FACTS);

/** Output as our own command gives it, with what a test changes. */
function keyed(changes: Record<string, string | null> = {}, length = '2') {
  const values: Record<string, string | null> = {
    THROUGHPUT: '1000.00',
    THROUGHPUT_UNITS: 'Trans/s',
    ELAPSED_TIME: '2.00',
    TRANSACTION_RATE: '1000.000',
    RT_LATENCY: '1000.000',
    REQUEST_SIZE: '64',
    RESPONSE_SIZE: '64',
    PROTOCOL: 'TCP',
    LSS_SIZE_END: '16384',
    LSR_SIZE_END: '131072',
    RSS_SIZE_END: '16384',
    RSR_SIZE_END: '131072',
    LOCAL_BYTES_SENT: '128000',
    LOCAL_BYTES_RECVD: '128000',
    LOCAL_TRANSPORT_RETRANS: '0',
    REMOTE_TRANSPORT_RETRANS: '0',
    COMMAND_LINE: '"netperf -P 0"',
    ...changes,
  };
  const lines = Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]));
  const command = `netperf -P 0 -H '10.0.0.2' -p 12865 -t TCP_RR -l ${length} -- -r 64,64 -k ${NETPERF_KEYS.join(',')}`;
  return readTrial(raw({ command, stdout: `${lines.join('\n')}\n` }), networkCase(), NO_FACTS);
}

describe('good results of netperf read as numbers', () => {
  test.each([
    ['tcp_rr_k', 69718.692, 1024, 14.343],
    ['tcp_rr_P0_k_45M', 30.625, 2 * 47185920, 32652.87],
    ['tcp_rr_P0_k_fm_512k', 5346.145, 2 * 524288, 187.051],
    ['v270_trial', 15722.893, 32, 63.602],
    ['v270_verbose', 38749.47, 128, 25.807],
    ['v270_interim', 45579.616, 128, 21.94],
    ['v270_counted', 1101.362, 2 * 1024 ** 2, 907.967],
  ])('%s, with its latency', (name, rate, bytes, latency) => {
    expect(numbers(read(name))).toEqual({
      transactions: rate,
      throughput: expect.closeTo((rate * bytes) / 1e6, 6),
      latency,
    });
  });

  test.each([
    ['tcp_rr_classic_v1', 68512.3, 1024],
    ['udp_rr_512', 68514.57, 1024],
    ['udp_rr_65507', 52780.04, 131014],
    ['v270_cpu_columns', 47594.91, 128],
    ['v270_interim_table', 45763.64, 128],
  ])('%s, a table that tells no latency', (name, rate, bytes) => {
    expect(numbers(read(name))).toEqual({
      transactions: rate,
      throughput: expect.closeTo((rate * bytes) / 1e6, 6),
    });
  });

  test('a throughput in bits or bytes is turned into transactions, request and response together', () => {
    expect(numbers(read('v270_megabits'))).toMatchObject({ throughput: expect.closeTo(745.33 / 8, 3) });
    expect(numbers(read('v270_kilobytes'))).toMatchObject({
      transactions: expect.closeTo((5669.88 * 1024) / 128, 3),
    });
  });

  test.each([
    ['dom0', 410.056, 2380.8, 16.76],
    ['hvm', 219.462, 4413.8, 212.96],
    ['hvmemu', 65.788, 14968.85, 43.76],
    ['pv', 335.275, 2903.85, 394.26],
    ['pvh', 192.005, 5061.41, 176.69],
  ])('of a real Xen: %s', (guest, rate, latency, tableRate) => {
    const keys = 'MIN_LATENCY,MEAN_LATENCY,P50_LATENCY,TRANSACTION_RATE,ELAPSED_TIME,PROTOCOL,REQUEST_SIZE';
    const histogram = read(`xen-${guest}-k`, `netperf -H 10.0.2.15 -t TCP_RR -l 5 -j -- -k ${keys}`);
    expect(numbers(histogram)).toMatchObject({ transactions: rate, latency });
    const table = read(`xen-${guest}-P0-64-8192`, 'netperf -P 0 -H 10.0.2.15 -t TCP_RR -l 5 -- -r 64,8K');
    expect(numbers(table)).toEqual({
      transactions: tableRate,
      throughput: expect.closeTo((tableRate * 8256) / 1e6, 9),
    });
  });

  test('where the command is not known, the case tells what was asked', () => {
    const output = captured('netperf/tcp_rr_k', { command: '' });
    expect(numbers(readTrial(output, networkCase({ size: 512 }), NO_FACTS))).toMatchObject({
      transactions: 69718.692,
    });
    expect(reason(readTrial(output, networkCase({ size: 64 }), NO_FACTS))).toContain('512,512');
  });

  test('hundreds of a second and thousandths of a transaction may be lost in print, not more', () => {
    expect(numbers(keyed())).toEqual({ transactions: 1000, throughput: 0.128, latency: 1000 });
    // 2000 transactions, give or take 5 ms of them, and the message under way.
    expect(
      numbers(keyed({ LOCAL_BYTES_SENT: `${2006 * 64}`, LOCAL_BYTES_RECVD: `${2005 * 64}` })),
    ).toHaveProperty('latency');
    expect(reason(keyed({ LOCAL_BYTES_SENT: `${2007 * 64}` }))).toContain('2007.0 messages');
    expect(reason(keyed({ LOCAL_BYTES_SENT: `${1993 * 64}` }))).toContain('1993.0 messages');
  });
});

describe('bad results of netperf are invalid, and say why', () => {
  test.each([
    ['no_netserver', 'no netserver answers on 127.0.0.1 port 23999'],
    ['udp_rr_65508', 'too long for one UDP datagram'],
    ['v270_udp_response_too_large', 'too long for one UDP datagram'],
    ['killed_SIGTERM', 'killed by SIGTERM (exit code 143)'],
    ['unknown_selector', 'left out NOT_A_SELECTOR'],
    ['unknown_test', 'The test you requested (FOO) is unknown to this netperf'],
    ['v270_bare_number', 'no request-response result: "43850.69"'],
    ['v270_iterations', 'repeated the test by itself'],
    ['v270_sigint', 'measured for 1 s of the 5 s asked for'],
    ['v270_stream', 'no request-response result'],
    ['v270_two_transactions', 'at least 10 are needed'],
    ['v270_no_such_host', "could not resolve host 'nosuch.invalid'"],
  ])('%s', (name, cause) => {
    expect(reason(read(name))).toContain(cause);
  });

  test.each<[string, Record<string, string | null>, string]>([
    ['a missing key', { RT_LATENCY: null }, 'left out RT_LATENCY'],
    [
      'no transaction at all',
      { THROUGHPUT: '0.00', TRANSACTION_RATE: '0.000', RT_LATENCY: 'inf' },
      'not one transaction',
    ],
    ['a rate that is none', { TRANSACTION_RATE: '-nan' }, 'TRANSACTION_RATE is "-nan"'],
    ['an infinite latency', { RT_LATENCY: 'inf' }, 'not one transaction'],
    ['another size', { REQUEST_SIZE: '65' }, 'messages of 65,64 bytes'],
    ['another protocol', { PROTOCOL: 'UDP' }, 'measured UDP where TCP'],
    ['an early end', { ELAPSED_TIME: '1.89' }, '1.89 s of the 2 s'],
    [
      'few transactions',
      { TRANSACTION_RATE: '4.500', LOCAL_BYTES_SENT: '576', LOCAL_BYTES_RECVD: '576' },
      'only 9 trans',
    ],
    ['lost datagrams', { LOCAL_BYTES_RECVD: `${1998 * 64}` }, 'were lost'],
  ])('%s', (_, changes, cause) => {
    expect(reason(keyed(changes))).toContain(cause);
  });

  test('a key printed twice, cut output, no status, no netperf', () => {
    const twice = raw({ stdout: 'TRANSACTION_RATE=5.0\nTRANSACTION_RATE=6.0\n' });
    expect(reason(readTrial(twice, networkCase(), NO_FACTS))).toContain('TRANSACTION_RATE twice');
    const cut = captured('netperf/tcp_rr_k', { truncated: true });
    expect(reason(readTrial(cut, networkCase(), NO_FACTS))).toContain('cut');
    expect(reason(readTrial(raw({ exitCode: null }), networkCase(), NO_FACTS))).toContain('no exit status');
    const absent = raw({ exitCode: 127, stderr: 'sh: 1: netperf: not found\n' });
    expect(reason(readTrial(absent, networkCase(), NO_FACTS))).toContain('not found on the target');
  });

  test('in count mode the time does not matter, the count does', () => {
    const short = { ELAPSED_TIME: '0.03', LOCAL_BYTES_SENT: '1920', LOCAL_BYTES_RECVD: '1920' };
    expect(numbers(keyed(short, '-30'))).toHaveProperty('transactions', 1000);
    expect(reason(keyed(short, '-60'))).toContain('at most 35 of the 60');
  });

  test('what a hostile tool prints is quoted as one short line without control characters', () => {
    const loud = raw({ exitCode: 1, stderr: `\u001b[2J\u0007bad\u202e ${'x'.repeat(1e5)}\nnext` });
    const said = reason(readTrial(loud, networkCase(), NO_FACTS));
    expect(said).toMatch(/^netperf ended with exit code 1: "bad x{10,}…"$/);
    expect(said.length).toBeLessThan(260);
  });
});

describe('the command of a trial', () => {
  test('asks for every key, in bytes and whole seconds, with the address quoted', () => {
    const context = { ...CONTEXT, peer: { address: "a'b", port: 5 }, seconds: 7.2 };
    expect(netperf.command(networkCase({ size: 47185920 }), context)).toBe(
      `netperf -P 0 -H 'a'\\''b' -p 5 -t TCP_RR -l 8 -- -r 47185920,47185920 -k ${NETPERF_KEYS.join(',')}`,
    );
  });

  test('resumes a UDP test where netperf can', () => {
    const udp = networkCase({ protocol: 'UDP' });
    expect(netperf.command(udp, { ...CONTEXT, netperfResumes: true })).toContain(
      ' -t UDP_RR -l 2 -- -e 1 -r 64,64 ',
    );
    expect(netperf.command(udp, CONTEXT)).not.toContain('-e 1');
  });
});
