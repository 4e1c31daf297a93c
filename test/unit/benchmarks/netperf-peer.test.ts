import { expect, test } from 'vitest';
import { calibratedSeconds, calibrationCommand } from '../../../src/benchmarks/netperf-calibration.ts';
import {
  netperfProbe,
  netperfResumes,
  netperfResumesProbe,
  netserverAnswers,
} from '../../../src/benchmarks/netperf-probe.ts';
import { CONTEXT, captured, networkCase, raw } from './captured.ts';

test('a netserver answers, or the reason tells where none does', () => {
  expect(netserverAnswers(captured('netperf/v270_unknown_option'))).toEqual({ answers: true });
  expect(netserverAnswers(captured('netperf/no_netserver'))).toMatchObject({
    answers: false,
    reason: expect.stringContaining('127.0.0.1 port 23999'),
  });
  expect(netserverAnswers(raw({ exitCode: 1, stderr: 'recv_response: Invalid message\n' })).answers).toBe(
    false,
  );
});

test('the probes make one transaction', () => {
  expect(netperfProbe(CONTEXT)).toBe(
    "netperf -P 0 -H '10.0.0.2' -p 12865 -t TCP_RR -l -1 -- -r 1,1 -k TRANSACTION_RATE",
  );
  expect(netperfResumesProbe(CONTEXT)).toContain(' -- -e 1 -r 1,1 ');
});

test('an option that netperf does not know is seen although it ends with exit code 0', () => {
  expect(netperfResumes(captured('netperf/v270_unknown_option'))).toBe(false);
  expect(netperfResumes(raw({ stdout: 'TRANSACTION_RATE=7751.938\n' }))).toBe(true);
  expect(netperfResumes(raw({ exitCode: 255 }))).toBe(false);
});

test('only messages of 1 MiB and more are calibrated, with two transactions', () => {
  expect(calibrationCommand(networkCase({ size: 1024 ** 2 - 1 }), CONTEXT)).toBeNull();
  expect(calibrationCommand(networkCase({ size: 1024 ** 2 }), CONTEXT)).toContain(
    ' -l -2 -- -r 1048576,1048576 ',
  );
});

test('thirty transactions fit, with a fifth in reserve, in whole seconds between the case’s own and 600', () => {
  const large = networkCase({ size: 47185920, seconds: 3 });
  const command = 'netperf -l -2 -- -r 45M,45M -k TRANSACTION_RATE,RT_LATENCY,ELAPSED_TIME';
  const after = (latency: string) =>
    calibratedSeconds(
      raw({ command, stdout: `TRANSACTION_RATE=1.000\nRT_LATENCY=${latency}\nELAPSED_TIME=0.08\n` }),
      large,
    );
  expect(after('1000000.000')).toBe(36);
  expect(after('39293.501')).toBe(3);
  expect(after('99000000.000')).toBe(600);
  expect(after('inf')).toBe(3);
  expect(calibratedSeconds(captured('netperf/no_netserver'), large)).toBe(3);
});
