import * as z from 'zod';

/**
 * The records of a run file (`*.xenrun`): JSON Lines, append-only, one line a record. The format is documented in
 * docs/formats.md; unknown keys are kept out of the types but not refused, so that newer files still open.
 */

export const OUTCOMES = ['valid', 'invalid', 'failed', 'lost', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const instant = z.string();

export const runRecord = z.object({
  record: z.literal('run'),
  format: z.literal(1),
  id: z.string(),
  startedAt: instant,
  experiment: z.object({
    name: z.string(),
    sha256: z.string(),
    /** The whole experiment file, so that a run file stands alone. */
    text: z.string(),
  }),
  plan: z.object({
    seed: z.number(),
    order: z.enum(['interleaved', 'sequential']),
    /** Planned trials, warm-up not counted. */
    trials: z.number(),
    targets: z.array(z.string()),
    cases: z.array(z.string()),
    repetitions: z.number(),
    warmup: z.number(),
    boots: z.number(),
    baseline: z.string(),
    margin: z.number(),
  }),
  software: z.object({ version: z.string(), node: z.string(), platform: z.string() }),
});
export type RunRecord = z.infer<typeof runRecord>;

export const targetRecord = z.object({
  record: z.literal('target'),
  target: z.string(),
  at: instant,
  declared: z.object({ kind: z.string(), host: z.string() }).loose(),
  observed: z.record(z.string(), z.unknown()),
  /** Whether the machine is what it is called (src/xen/claim.ts); `unchecked` in files from before it was asked. */
  proof: z
    .object({
      status: z.string(),
      sentence: z.string().optional(),
      evidence: z.array(z.object({ source: z.string(), says: z.string() })).optional(),
    })
    .loose(),
  /** The guest is one of the demo lab's models, not a machine. */
  simulated: z.boolean(),
  environment: z.record(z.string(), z.unknown()),
  environmentHash: z.string(),
});
export type TargetRecord = z.infer<typeof targetRecord>;

const measurement = z.object({ metric: z.string(), value: z.number(), unit: z.string() });

export const trialRecord = z.object({
  record: z.literal('trial'),
  /** Place in the plan, from 1. */
  trial: z.number().int(),
  /** From 1; above 1 when an earlier attempt was not valid. */
  attempt: z.number().int(),
  round: z.number().int(),
  boot: z.number().int(),
  target: z.string(),
  case: z.string(),
  startedAt: instant,
  durationMs: z.number().nullable(),
  /** Fractions of the CPU time of all the target's CPUs, and that time; null: not told, absent: not asked then. */
  cpu: z.object({ busy: z.number(), steal: z.number(), seconds: z.number() }).nullable().optional(),
  command: z.string(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.boolean(),
  outcome: z.enum(OUTCOMES),
  reason: z.string().optional(),
  measurements: z.array(measurement),
  parser: z.string(),
});
export type TrialRecord = z.infer<typeof trialRecord>;

/** A run of a case before its first trial in a session; kept to show that it was done, never measured. */
export const warmupRecord = z.object({
  record: z.literal('warmup'),
  target: z.string(),
  case: z.string(),
  boot: z.number().int(),
  startedAt: instant,
  durationMs: z.number().nullable(),
  exitCode: z.number().int().nullable(),
  outcome: z.enum(OUTCOMES),
  reason: z.string().optional(),
});
export type WarmupRecord = z.infer<typeof warmupRecord>;

export const resumeRecord = z.object({
  record: z.literal('resume'),
  at: instant,
  /** Trials that already were valid. */
  valid: z.number().int(),
  software: z.object({ version: z.string(), node: z.string(), platform: z.string() }),
});
export type ResumeRecord = z.infer<typeof resumeRecord>;

/** What was done to a guest through its dom0. */
export const domainRecord = z.object({
  record: z.literal('domain'),
  at: instant,
  dom0: z.string(),
  domain: z.string(),
  /** `found`: how it was before the run touched it (`running`). */
  action: z.enum(['found', 'start', 'shutdown', 'destroy']),
  /** null: to put the dom0 back as it was found. */
  target: z.string().nullable(),
  boot: z.number().int().optional(),
  running: z.boolean().optional(),
  durationMs: z.number().optional(),
});
export type DomainRecord = z.infer<typeof domainRecord>;

export const endRecord = z.object({
  record: z.literal('end'),
  at: instant,
  outcome: z.enum(['completed', 'cancelled', 'failed']),
  reason: z.string().optional(),
});
export type EndRecord = z.infer<typeof endRecord>;

export const anyRecord = z.discriminatedUnion('record', [
  runRecord,
  targetRecord,
  trialRecord,
  warmupRecord,
  resumeRecord,
  domainRecord,
  endRecord,
]);
export type RunFileRecord = z.infer<typeof anyRecord>;

/** A run file as read: the head, then everything in the order it was written. */
export interface RunFile {
  readonly run: RunRecord;
  readonly targets: readonly TargetRecord[];
  readonly trials: readonly TrialRecord[];
  readonly warmups: readonly WarmupRecord[];
  readonly resumes: readonly ResumeRecord[];
  readonly domains: readonly DomainRecord[];
  readonly ends: readonly EndRecord[];
  /** The last line was torn by a crash and is left out. */
  readonly torn: boolean;
}
