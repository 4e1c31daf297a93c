import { casesOf } from './cases.ts';
import type { Experiment, Peer, Target } from './model.ts';
import type { ExperimentFile } from './schema.ts';

/**
 * The experiment that a valid file describes. `names` are its targets in the order of the file, which the keys of an
 * object do not keep: a target named "1" would come first.
 */
export function experimentOf(
  file: ExperimentFile,
  names: readonly string[],
  fallbackTitle: string,
): Experiment {
  const targets = names.flatMap((name) => targetOf(file, name));
  return {
    title: file.title ?? fallbackTitle,
    targets,
    baseline: file.baseline ?? usualBaseline(targets),
    peer: peerOf(file),
    cases: file.benchmarks.flatMap(casesOf),
    repetitions: file.repetitions,
    warmup: file.warmup,
    order: file.order,
    seed: file.seed,
    boots: file.boots,
    margin: file.margin,
  };
}

/** The bare machine where there is one. */
function usualBaseline(targets: readonly Target[]): string {
  const native = targets.find(({ kind }) => kind === 'native');
  return (native ?? targets[0])?.name ?? '';
}

function targetOf(file: ExperimentFile, name: string): Target[] {
  const target = Object.hasOwn(file.targets, name) ? file.targets[name] : undefined;
  if (target === undefined) return [];
  const { kind, under = null, host, jump = null, identityFile = null, domain } = target;
  return [
    {
      name,
      kind,
      under,
      host,
      jump,
      identityFile,
      domain: domain ? { ...domain, config: domain.config ?? null } : null,
    },
  ];
}

function peerOf({ peer }: ExperimentFile): Peer | null {
  if (peer === undefined) return null;
  const { host = null, address, port, jump = null, identityFile = null } = peer;
  return { host, address, port, jump, identityFile };
}
