import { Disposable, l10n } from 'vscode';
import { COMMANDS, type CommandId } from '../../manifest.ts';
import type { Memory } from '../memory.ts';
import { registerCommand } from '../register-command.ts';
import { readRunArgument } from '../run-command/run-argument.ts';
import type { CheckSources } from './check-command.ts';
import type { Domains } from './domains.ts';

export interface ExplorerCommandSources extends CheckSources {
  readonly domains: Domains;
  /** What outlives a window. */
  readonly globalMemory: Memory;
  readonly refresh: () => Promise<void>;
}

/**
 * The commands of the explorer. Each takes an item of the explorer or the Uri of an experiment, or asks. What they need
 * is loaded when one is called for the first time.
 */
export function explorerCommands(sources: ExplorerCommandSources): Disposable {
  const { log, checks, globalMemory } = sources;
  const register = (id: CommandId, what: string, run: (argument: unknown) => Promise<void>): Disposable =>
    registerCommand(log, id, what, run);
  const targets = () => import('./target-commands.ts');
  const benchmarks = () => import('./benchmark-commands.ts');
  const domains = () => import('./domain-commands.ts');
  const notEdited = l10n.t('The experiment could not be edited.');
  return Disposable.from(
    register(COMMANDS.createExperiment, l10n.t('The experiment could not be created.'), async () =>
      (await import('./create-experiment.ts')).createExperiment(),
    ),
    register(COMMANDS.tryDemoLab, l10n.t('The demo could not be begun.'), async () =>
      (await import('./demo-lab.ts')).tryDemoLab(globalMemory),
    ),
    register(COMMANDS.addTarget, notEdited, async (argument) =>
      (await targets()).addTarget(sources, argument),
    ),
    register(COMMANDS.addTargetsFromSsh, notEdited, async (argument) =>
      (await import('./add-from-ssh.ts')).addTargetsFromSsh(sources, argument),
    ),
    register(
      COMMANDS.addTargetsFromDom0,
      l10n.t('The guests of the dom0 could not be added.'),
      async (argument) => (await import('./add-from-dom0.ts')).addTargetsFromDom0(sources, argument),
    ),
    register(COMMANDS.editTarget, notEdited, async (argument) =>
      (await import('./edit-target.ts')).editTarget(sources, argument),
    ),
    register(COMMANDS.renameTarget, notEdited, async (argument) =>
      (await targets()).renameTarget(sources, argument),
    ),
    register(COMMANDS.removeTarget, notEdited, async (argument) =>
      (await targets()).removeTarget(sources, argument),
    ),
    register(COMMANDS.addBenchmark, notEdited, async (argument) =>
      (await import('./add-benchmark.ts')).addBenchmark(sources, argument),
    ),
    register(COMMANDS.editBenchmark, notEdited, async (argument) =>
      (await benchmarks()).editBenchmark(sources, argument),
    ),
    register(COMMANDS.renameBenchmark, notEdited, async (argument) =>
      (await benchmarks()).renameBenchmark(sources, argument),
    ),
    register(COMMANDS.removeBenchmark, notEdited, async (argument) =>
      (await benchmarks()).removeBenchmark(sources, argument),
    ),
    register(COMMANDS.openAtLine, l10n.t('The experiment could not be opened.'), async (argument) =>
      (await import('./open-at-line.ts')).openAtLine(sources, argument),
    ),
    register(COMMANDS.check, l10n.t('The check could not be done.'), async (argument) =>
      (await import('./check-command.ts')).checkTargets(sources, argument),
    ),
    register(COMMANDS.cancelCheck, l10n.t('The check could not be stopped.'), async (argument) =>
      checks.cancel(readRunArgument(argument).experiment),
    ),
    register(COMMANDS.refreshDomains, l10n.t('The domains could not be listed.'), async (argument) =>
      (await domains()).refreshDomains(sources, argument),
    ),
    register(COMMANDS.startDomain, l10n.t('The domain could not be started.'), async (argument) =>
      (await domains()).startDomain(sources, argument),
    ),
    register(COMMANDS.shutDownDomain, l10n.t('The domain could not be shut down.'), async (argument) =>
      (await domains()).shutDown(sources, argument),
    ),
    register(COMMANDS.destroyDomain, l10n.t('The domain could not be destroyed.'), async (argument) =>
      (await domains()).destroy(sources, argument),
    ),
    register(COMMANDS.openConsole, l10n.t('The console could not be opened.'), async (argument) =>
      (await import('./open-console.ts')).openConsole(sources, argument),
    ),
    register(COMMANDS.copyConsoleCommand, l10n.t('The command could not be copied.'), async (argument) =>
      (await import('./open-console.ts')).copyConsoleCommand(argument),
    ),
    register(COMMANDS.refresh, l10n.t('The workspace could not be searched.'), () => sources.refresh()),
  );
}
