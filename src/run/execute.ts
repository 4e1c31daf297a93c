import type { Experiment } from '../experiment/model.ts';
import type { RunFileWriter } from '../journal/append.ts';
import type { DomainRecord, RunFileRecord, TargetRecord, TrialRecord } from '../journal/records.ts';
import { BootLedger } from './boots.ts';
import { bootsOf, casesOf, trialsByTarget } from './by-target.ts';
import { TimeLeft } from './estimate.ts';
import type { Emit, EndEvent } from './events.ts';
import { Fleet } from './fleet.ts';
import type { Connect } from './host.ts';
import type { PlannedTrial } from './plan.ts';
import { Progress } from './progress.ts';
import { nobodyThere, throwRefusals } from './refusals.ts';
import { RunningCv } from './running-cv.ts';
import { targetRecord } from './target.ts';
import { type RanCase, runCase } from './trial.ts';

export interface Execution {
  readonly experiment: Experiment;
  readonly trials: readonly PlannedTrial[];
  /** Which of the trials that are not valid yet are to be done now; the others stay pending. */
  readonly only: (trial: PlannedTrial) => boolean;
  /** What earlier parts of the run left in the run file; empty for a new one. */
  readonly earlier: { readonly trials: readonly TrialRecord[]; readonly targets: readonly TargetRecord[] };
  readonly connect: Connect;
  /** See `FleetOptions`. */
  readonly allowMismatch?: boolean;
  /** Called once, when the targets are accepted and ready and the first record is about to be written. */
  readonly openRunFile: () => Promise<RunFileWriter>;
  readonly runFile: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * Does what the plan still lacks, one trial at a time, and writes each into the run file before the next begins.
 *
 * Throws HumanError when a target refuses (nothing has run then) or the run file cannot be written. A target that is
 * not there, or goes away, is left pending; the others go on. An abort stops the running job, cleans up every host
 * and ends the run as cancelled.
 */
export async function execute(execution: Execution): Promise<EndEvent> {
  const { experiment, trials, only, earlier, connect, openRunFile, runFile, emit, signal } = execution;
  const { allowMismatch = false } = execution;
  const progress = new Progress(earlier.trials);
  const left = trials.filter((trial) => !progress.isValid(trial) && only(trial));
  const byTarget = trialsByTarget(left);
  const cases = new Map([...byTarget].map(([target, own]) => [target, casesOf(own)]));
  /** What was done to guests before there was a run file to write it into. */
  const early: DomainRecord[] = [];
  const record = (done: DomainRecord): void => void early.push(done);
  const fleet = new Fleet({
    experiment,
    cases,
    earlier: earlier.targets,
    connect,
    allowMismatch,
    emit,
    record,
    signal,
  });
  let writer: RunFileWriter | null = null;
  let outcome: EndEvent['outcome'] = 'failed';
  let undone: readonly string[] = [];
  const warned = new Set<string>();
  try {
    await fleet.open();
    // A guest that is still to be started may refuse; all others have been accepted by now.
    if (!signal.aborted && !left.some(({ target }) => fleet.manages(target))) await begin();
    if (!signal.aborted) await runTrials();
    if (writer === null && !signal.aborted) throwNothingRan();
    outcome = signal.aborted ? 'cancelled' : 'completed';
  } catch (error) {
    // What an abort tears down fails in many ways; none of them is news.
    if (!signal.aborted) throw error;
    outcome = 'cancelled';
  } finally {
    undone = await fleet.close();
    // An error ends the run without an event to tell it in.
    if (outcome === 'failed') for (const message of undone) emit({ event: 'warning', message });
    if (writer !== null) await append({ record: 'end', at: now(), outcome });
    await (writer as RunFileWriter | null)?.close();
  }
  const valid = trials.filter((trial) => progress.isValid(trial)).length;
  const end: EndEvent = {
    event: 'end',
    outcome,
    runFile: writer === null ? null : runFile,
    trials: trials.length,
    valid,
    left: trials.length - valid,
    refused: [...fleet.refused.keys()],
    undone,
  };
  emit(end);
  return end;

  async function begin(): Promise<RunFileWriter> {
    writer ??= await openRunFile();
    return writer;
  }

  /** Begins the run file with the first thing that is worth it: a run that is refused leaves none. */
  async function append(next: RunFileRecord): Promise<void> {
    const to = await begin();
    for (const done of early.splice(0)) await to.append(done);
    await to.append(next);
  }

  /** All that was to be done waited for guests, of which none came to be measured. */
  function throwNothingRan(): void {
    throwRefusals([...fleet.refused.values()]);
    if (fleet.absent.size > 0)
      throw nobodyThere([...fleet.absent].map(([target, why]) => `${target}: ${why}`));
  }

  async function runTrials(): Promise<void> {
    const boots = new BootLedger(earlier.targets);
    const openBoots = new Map([...byTarget].map(([target, own]) => [target, bootsOf(own)]));
    const running = new RunningCv(earlier.trials);
    const timeLeft = new TimeLeft(left);
    const warm = new Set<string>();
    const introduced = new Set<string>();
    const toDo = new Map<string, number>();
    for (const trial of left) toDo.set(stateKey(trial), (toDo.get(stateKey(trial)) ?? 0) + 1);
    let done = trials.filter((trial) => progress.isValid(trial)).length;
    let lastEnd = Date.now();

    for (const trial of left) {
      if (signal.aborted) return;
      const { target, case_ } = trial;
      const ready = await fleet.enter(target, trial.boot);
      if (signal.aborted) return;
      const boot =
        ready === null || experiment.boots === 1 || fleet.manages(target)
          ? trial.boot
          : boots.assign(target.name, ready.host.observed.bootId, openBoots.get(target.name) ?? []);
      if (ready === null || boot !== trial.boot) {
        if (ready !== null) warnOfBoot(trial);
        timeLeft.passed(trial, null);
        continue;
      }
      // Once for each boot of the guest: a reconnection after a reboot is another environment.
      const state = JSON.stringify([target.name, trial.boot, ready.host.observed.bootId]);
      if (!introduced.has(state)) {
        introduced.add(state);
        await append(targetRecord(ready, trial.boot, now()));
      }
      await warmUp(trial, warm);
      if (signal.aborted) return;
      emit({
        event: 'trial-start',
        trial: trial.trial,
        target: target.name,
        case: case_.id,
        round: trial.round,
      });
      const present = fleet.get(target.name) ?? ready;
      const ran = await runCase(present, case_, fleet.collectLost(target), signal);
      const taken = trialRecord(trial, progress.nextAttempt(trial), ran);
      await append(taken);
      progress.record(taken);
      running.add(taken);
      done += 1;
      timeLeft.passed(trial, (Date.now() - lastEnd) / 1000);
      lastEnd = Date.now();
      emit({
        event: 'trial',
        trial: trial.trial,
        attempt: taken.attempt,
        target: target.name,
        case: case_.id,
        round: trial.round,
        outcome: ran.outcome,
        reason: ran.reason ?? null,
        measurements: ran.measurements,
        durationMs: ran.durationMs,
        cv: running.of(trial),
        done,
        trials: trials.length,
        secondsLeft: timeLeft.seconds,
      });
      const rest = (toDo.get(stateKey(trial)) ?? 1) - 1;
      toDo.set(stateKey(trial), rest);
      if (rest === 0 && !signal.aborted) await recordAfter(trial);
    }
  }

  /** A case's first runs on a fresh boot or connection fill caches and are not measured. */
  async function warmUp(trial: PlannedTrial, warm: Set<string>): Promise<void> {
    const { target, case_ } = trial;
    const bootId = fleet.get(target.name)?.host.observed.bootId;
    const key = JSON.stringify([target.name, case_.id, fleet.manages(target) ? trial.boot : bootId]);
    if (warm.has(key)) return;
    warm.add(key);
    for (let i = 0; i < experiment.warmup && !signal.aborted; i += 1) {
      const ready = fleet.get(target.name);
      if (ready === null) return;
      emit({ event: 'warmup', target: target.name, case: case_.id });
      const { startedAt, durationMs, exitCode, outcome, reason } = await runCase(
        ready,
        case_,
        fleet.collectLost(target),
        signal,
      );
      await append({
        record: 'warmup',
        target: target.name,
        case: case_.id,
        boot: trial.boot,
        startedAt,
        durationMs,
        exitCode,
        outcome,
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }

  /** What is looked at once more after its last trial: a target, or each boot of a guest that we start. */
  function stateKey({ target, boot }: PlannedTrial): string {
    return JSON.stringify([target.name, fleet.manages(target) ? boot : null]);
  }

  /** The target once more after its last trial, so that a change during the run shows. */
  async function recordAfter({ target, boot }: PlannedTrial): Promise<void> {
    const ready = await fleet.lookAgain(target);
    if (ready !== null) await append(targetRecord(ready, boot, now()));
  }

  function warnOfBoot({ target, boot }: PlannedTrial): void {
    const message = `${target.name}: boot ${boot} of ${experiment.boots} needs the machine started anew. Restart it, then resume the run.`;
    if (warned.has(message)) return;
    warned.add(message);
    emit({ event: 'warning', message });
  }
}

function trialRecord(trial: PlannedTrial, attempt: number, ran: RanCase): TrialRecord {
  const { trial: number, boot, round, target, case_ } = trial;
  return {
    record: 'trial',
    trial: number,
    attempt,
    round,
    boot,
    target: target.name,
    case: case_.id,
    ...ran,
  };
}

function now(): string {
  return new Date().toISOString();
}
