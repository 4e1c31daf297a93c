import type { Better, Case } from '../experiment/model.ts';

/** One number of a valid trial. Units: `1/s`, `MB/s` (10^6 bytes), `us`, `s`, `MFLOPS`, or a command's own. */
export interface Measurement {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

/** What a run of a command left behind. Streams are text, already bounded; `truncated` says that one was cut. */
export interface RawOutput {
  readonly command: string;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  /** Time the command took by the target's own clock (10 ms steps), or by ours; null: unknown. */
  readonly durationMs: number | null;
}

/** Facts about the target that gates need; null: the target does not tell. */
export interface HostFacts {
  /** Largest cache of any level, bytes. */
  readonly lastLevelCacheBytes: number | null;
  readonly memoryAvailableBytes: number | null;
  readonly cpus: number | null;
}

/** The reading of a raw output: numbers, or the reason why there are none. Never zero in place of unknown. */
export type Reading =
  | { readonly outcome: 'valid'; readonly measurements: readonly Measurement[] }
  | { readonly outcome: 'invalid'; readonly reason: string };

export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly better: Better;
}

/** A program that must be on a host, and the Debian package (and others') that brings it. */
export interface Tool {
  /** Looked up with `command -v`; several: any one of them will do. */
  readonly anyOf: readonly string[];
  readonly usedFor: string;
  /** Package names by package manager. */
  readonly packages: Partial<Record<PackageManager, string>>;
}

export const PACKAGE_MANAGERS = ['apt-get', 'dnf', 'yum', 'zypper', 'apk', 'pacman'] as const;
export type PackageManager = (typeof PACKAGE_MANAGERS)[number];

/** Where things are on the host, told to a benchmark when it words its command. */
export interface CommandContext {
  /** Private folder of the session, removed when it ends. */
  readonly workDirectory: string;
  /** Private folder under the case's own directory (disk), removed when the session ends. */
  readonly scratchDirectory: string | null;
  /** Path of the compiled kernel (memory, cpu); null where the case names the user's own binary. */
  readonly kernel: string | null;
  readonly peer: { readonly address: string; readonly port: number } | null;
  /** Seconds that fit enough transactions of this case on this target (network); null: the case's own. */
  readonly seconds: number | null;
  /** Elements of each array that hold for all targets of the run (memory); null: the case's own. */
  readonly elements: number | null;
  /** netperf knows `-e SECONDS`, which resumes a UDP test after a lost datagram. */
  readonly netperfResumes: boolean;
}

/** A C source of ours that is compiled on the target before the first trial that needs it. */
export interface Kernel {
  readonly name: string;
  readonly source: string;
  readonly flags: readonly string[];
}

/**
 * One benchmark: what to run, how to read it, when to reject it. Pure: it words commands and reads texts.
 * `C` is its kind of case.
 */
export interface Benchmark<C extends Case = Case> {
  /** Name and version of the reader, kept with each trial: `netperf@1`. */
  readonly parser: string;
  /** All metrics of a valid trial, the main one (of the CV table) first. */
  metrics(case_: C): readonly Metric[];
  tools(case_: C): readonly Tool[];
  kernel(case_: C): Kernel | null;
  /** Shell text for one trial; runs under /bin/sh with no input. */
  command(case_: C, context: CommandContext): string;
  /** Longest time one trial may take before it is stopped, s. */
  deadlineSeconds(case_: C, context: CommandContext): number;
  /** Expected time of one trial, s. */
  estimateSeconds(case_: C): number;
  /** Reads one trial; every gate is here. */
  read(raw: RawOutput, case_: C, facts: HostFacts): Reading;
}
