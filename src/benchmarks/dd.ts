import type { DiskCase } from '../experiment/model.ts';
import type { Benchmark, RawOutput, Reading } from './benchmark.ts';
import { ddCommand, NO_SPACE } from './dd-command.ts';
import { type DdSummary, readDdSummary } from './dd-output.ts';
import { CLOCK_STEP, type DdReport, readDdReport } from './dd-report.ts';
import { type DdRequest, ddRequest } from './dd-request.ts';
import { exitReason, firstSaid } from './exit-reason.ts';
import { type Attempt, got, invalid, refused, valid } from './reading.ts';

/** Share of the time by which dd's clock and the host's may differ. */
const CLOCK_SHARE = 0.05;
/** Beside that, s: a step of the host's clock at either end, and the start and end of the process dd. */
const CLOCK_SLACK = 2 * CLOCK_STEP + 0.03;
/** From this time on, s, the host's clock (10 ms) is as good as half a percent, and may stand in for dd's. */
const OWN_CLOCK_FROM = 2;

/** The disk benchmark: dd writes one file in blocks of 512 bytes, as in 2008 (`paper`) or down to the disk (`durable`). */
export const dd: Benchmark<DiskCase> = {
  parser: 'dd@1',
  metrics: () => [
    { name: 'throughput', unit: 'MB/s', better: 'higher' },
    { name: 'time', unit: 's', better: 'lower' },
  ],
  tools: () => [
    {
      anyOf: ['dd'],
      usedFor: 'the disk tests',
      packages: {
        'apt-get': 'coreutils',
        dnf: 'coreutils',
        yum: 'coreutils',
        zypper: 'coreutils',
        apk: 'coreutils',
        pacman: 'coreutils',
      },
    },
  ],
  kernel: () => null,
  command: (case_, context) => ddCommand(case_.size, case_.mode, context.scratchDirectory ?? case_.directory),
  // As slow as 1 MB/s, and a minute for what `sync` finds to write.
  deadlineSeconds: (case_) => 60 + case_.size / 1e6,
  estimateSeconds: (case_) => 0.2 + case_.size / 2e8,
  read,
};

function read(raw: RawOutput, case_: DiskCase): Reading {
  if (raw.truncated) return invalid('dd printed far more than a summary, and its output was cut');
  const failure = ddFailure(raw, case_);
  if (failure !== null) return invalid(failure);
  const asked: DdRequest = ddRequest(raw.command) ?? {
    inputBlock: 512,
    outputBlock: 512,
    bytes: case_.size,
    reports: false,
  };
  const summary = readDdSummary(raw.stderr);
  if (summary === null) return invalid('dd printed no count of records');
  const report = readDdReport(raw.stdout);
  if (report === null && asked.reports)
    return invalid("the command did not report the host's clock and the file's size");
  const bytes = bytesWritten(summary, report, asked);
  if (!bytes.ok) return invalid(bytes.reason);
  const seconds = secondsTaken(summary, report);
  if (!seconds.ok) return invalid(seconds.reason);
  return valid([
    { metric: 'throughput', value: bytes.value / seconds.value / 1e6, unit: 'MB/s' },
    { metric: 'time', value: seconds.value, unit: 's' },
  ]);
}

function ddFailure(raw: RawOutput, case_: DiskCase): string | null {
  if (raw.exitCode === NO_SPACE) {
    const space = /not enough space: needed (\d{1,15}) KiB, free (\d{1,15}) KiB/.exec(
      raw.stderr.slice(0, 4000),
    );
    if (space !== null) {
      return `not enough space under ${case_.directory}: needed ${space[1]} KiB, free ${space[2]} KiB`;
    }
  }
  const reason = exitReason(raw, 'dd', firstSaid(raw));
  if (reason !== null && raw.exitCode === 1 && /'?fdatasync'?.*'?conv'?/.test(raw.stderr.slice(0, 4000))) {
    return `${reason}: this dd cannot flush to the disk; install GNU coreutils, or use the mode "paper"`;
  }
  return reason;
}

function bytesWritten(summary: DdSummary, report: DdReport | null, asked: DdRequest): Attempt<number> {
  const { recordsIn, recordsOut, copied } = summary;
  if (recordsIn.partial + recordsOut.partial > 0) {
    return refused(`dd wrote partial records: ${recordsIn.partial} in, ${recordsOut.partial} out`);
  }
  const bytes = recordsOut.full * asked.outputBlock;
  const wanted = asked.bytes ?? recordsIn.full * asked.inputBlock;
  const counts: [string, number | null | undefined][] = [
    ['read', recordsIn.full * asked.inputBlock],
    ['wrote', bytes],
    ['says that it copied', copied?.bytes],
    ['left a file of', report === null ? undefined : report.size],
  ];
  for (const [what, count] of counts) {
    if (count === null) return refused('dd left no file behind');
    if (count !== undefined && count !== wanted) {
      return refused(`dd ${what} ${count} bytes where ${wanted} were asked for`);
    }
  }
  return bytes > 0 ? got(bytes) : refused('dd copied nothing');
}

/** dd's own time, held against the host's clock; the host's alone where dd prints none and the run is long enough. */
function secondsTaken({ copied }: DdSummary, report: DdReport | null): Attempt<number> {
  const own = report?.seconds ?? null;
  if (copied === null) {
    if (own !== null && own >= OWN_CLOCK_FROM) return got(own);
    const instead = own === null ? '' : `, and ${own} s are too short for the 10 ms of the host's clock`;
    return refused(
      `this dd (BusyBox?) prints no time that can be read${instead}: install GNU coreutils, or use larger files`,
    );
  }
  if (!(copied.seconds > 0)) return refused('dd took 0 s by its own clock: the file is too small to time');
  if (
    own !== null &&
    Math.abs(own - copied.seconds) > CLOCK_SHARE * Math.max(own, copied.seconds) + CLOCK_SLACK
  ) {
    return refused(`dd says that it took ${copied.seconds} s, but by the host's clock it took ${own} s`);
  }
  return got(copied.seconds);
}
