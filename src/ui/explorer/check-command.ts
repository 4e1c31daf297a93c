import { commands, l10n, type Uri, window } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { COMMANDS, EXPERIMENTS_VIEW } from '../../manifest.ts';
import { counted } from '../../report/listed.ts';
import { plain } from '../../report/plain.ts';
import { checkExperiment, type TargetCheck } from '../../run/check.ts';
import { type ConnectionOptions, openConnector } from '../connections.ts';
import type { LiveRuns } from '../live-runs.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { experimentIn } from '../run-command/experiment-document.ts';
import { readRunArgument } from '../run-command/run-argument.ts';
import { offerRunAnyway } from '../task/offer-run-anyway.ts';
import { hostsOf, sharedHost } from '../task/shared-hosts.ts';
import { refuseUntrusted } from '../trust.ts';
import type { Checks } from './checks.ts';
import { chooseExperiment } from './choose.ts';
import type { CommandSources } from './target-commands.ts';

export interface CheckSources extends CommandSources {
  readonly checks: Checks;
  readonly live: LiveRuns;
  readonly context: ConnectionOptions['context'];
}

/**
 * Connects to all targets of an experiment, or to the one that the argument names, and sees what is there. The outcome is
 * on the items of the explorer; problems are told once, and stand in the log.
 */
export async function checkTargets(sources: CheckSources, argument: unknown): Promise<void> {
  refuseUntrusted();
  const { files, log, checks, live, context } = sources;
  const uri = await chooseExperiment(files, argument, l10n.t('Check Targets'));
  if (uri === undefined) return;
  const experiment = await experimentIn(uri);
  const { targets: names } = readRunArgument(argument);
  const targets = experiment.targets.filter(({ name }) => names === null || names.includes(name));
  refuseWhileMeasured(uri, hostsOf({ ...experiment, targets }), live);
  const check = checks.begin(
    uri,
    targets.map(({ name }) => name),
  );
  if (check === null) {
    throw new HumanError(l10n.t('The targets of this experiment are being checked already.'), EXIT.usage);
  }
  const { signal } = check;
  const location = { viewId: EXPERIMENTS_VIEW };
  try {
    const found = await window.withProgress({ location, title: l10n.t('Check') }, async () => {
      const { connect, close } = await openConnector({ context, log, labSeed: experiment.seed, signal });
      try {
        return await checkExperiment({ ...experiment, targets }, connect, signal, (outcome) => {
          const target = targets.find(({ name }) => name === outcome.target);
          if (target !== undefined) check.found(target, outcome);
        });
      } finally {
        await close();
      }
    });
    const isRefused = ({ proved, problems }: TargetCheck): boolean =>
      problems.length === 1 && (proved?.status === 'mismatch' || proved?.status === 'unproved');
    const bad = found.filter(({ problems }) => problems.length > 0);
    if (bad.length > 0 && bad.every(isRefused)) {
      const run = { experiment: uri, ...(names === null ? {} : { targets: names }), allowMismatch: true };
      const reasons = bad.map(({ target, problems }) => plain(`${target}: ${problems[0] ?? ''}`, 300));
      logFound(found, log);
      offerRunAnyway(reasons.join(' '), () => commands.executeCommand(COMMANDS.run, run), log);
      return;
    }
    await tell(found, sources);
  } catch (error) {
    // Stopped by the person: what was found until then stands on the items.
    if (!signal.aborted) throw error;
  } finally {
    check.end();
  }
}

/** Throws HumanError where a run goes on that a check would disturb. */
function refuseWhileMeasured(experiment: Uri, hosts: readonly string[], { all }: LiveRuns): void {
  for (const run of all) {
    if (run.experiment.toString() === experiment.toString()) {
      throw new HumanError(
        l10n.t('A run of this experiment goes on: a check now would disturb what it measures.'),
        EXIT.usage,
      );
    }
    const host = sharedHost(hosts, run.hosts);
    if (host === null) continue;
    throw new HumanError(
      l10n.t('The run "{0}" measures on {1} just now: a check would disturb it.', run.title, host),
      EXIT.usage,
    );
  }
}

function logFound(found: readonly TargetCheck[], log: CheckSources['log']): void {
  for (const { target, address, system, proved, problems, warnings } of found) {
    const seen = [address, system].filter((text) => text !== null).map((text) => plain(text));
    log.info(`Checked ${plain(target)}: ${seen.join(', ') || 'not reached'}`);
    if (proved !== null)
      log.info(`${plain(target)}: ${plain(proved.label)}. ${plain(proved.sentence, 1_000)}`);
    for (const problem of [...problems, ...warnings]) log.warn(`${plain(target)}: ${plain(problem, 1_000)}`);
  }
}

async function tell(found: readonly TargetCheck[], { log }: CheckSources): Promise<void> {
  const bad = found.filter(({ problems }) => problems.length > 0);
  logFound(found, log);
  if (bad.length === 0) return;
  const showLog = l10n.t('Show Log');
  const [first] = bad;
  const message =
    bad.length === 1 && first !== undefined
      ? l10n.t('{0} is not ready: {1}', plain(first.target, 64), plain(first.problems[0] ?? '', 300))
      : l10n.t(
          '{0} of {1} are not ready; the explorer says why.',
          bad.length,
          counted(found.length, 'target'),
        );
  void window.showWarningMessage(noticeText(message), showLog).then((chosen) => {
    if (chosen === showLog) log.show(true);
  });
}
