import { l10n, ProgressLocation, window } from 'vscode';
import { valueAt } from '../../experiment/places.ts';
import { HumanError } from '../../human-error.ts';
import { EXPERIMENTS_VIEW } from '../../manifest.ts';
import { createDomain, destroyDomain } from '../../run/domain-power.ts';
import { type ShutDown, shutDownDomain } from '../../run/shut-down-domain.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { Log } from '../log.ts';
import { askText, BACK } from '../multi-step.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { refuseUntrusted } from '../trust.ts';
import { asHumanError, type Dom0Session } from './dom0-session.ts';
import type { Doing } from './dom0-watches.ts';
import { type DomainArgument, domainOf } from './domain-argument.ts';
import { domainRows } from './domain-rows.ts';
import type { Domains } from './domains.ts';

/** A guest that has not ended by then does not listen, s. */
const SHUTDOWN_SECONDS = 120;

export interface DomainCommandSources {
  readonly files: ExperimentFiles;
  readonly domains: Domains;
  readonly log: Log;
}

/** Asks the dom0 of a group again. */
export async function refreshDomains({ domains }: DomainCommandSources, argument: unknown): Promise<void> {
  refuseUntrusted();
  const dom0 = valueAt(argument, ['dom0']);
  if (typeof dom0 !== 'string') return;
  domains.refuseMeasured(dom0);
  await domains.refresh(dom0);
}

/** Starts a domain from the configuration that its target names, that was found on the dom0, or that is asked for. */
export async function startDomain(sources: DomainCommandSources, argument: unknown): Promise<void> {
  const its = ready(sources, argument);
  const config = configOf(its, sources) ?? (await askConfig(its));
  if (config === undefined) return;
  sources.domains.refuseMeasured(its.dom0);
  const title = l10n.t('Starting {0}', its.domain);
  await window.withProgress({ location: { viewId: EXPERIMENTS_VIEW }, title }, () =>
    act(sources, its, 'starting', ({ dom0 }) => createDomain(dom0, its.domain, config)),
  );
}

/** Shuts a domain down once the person has said yes; offers to destroy one that does not listen. */
export async function shutDown(sources: DomainCommandSources, argument: unknown): Promise<void> {
  const its = ready(sources, argument);
  const { domain, dom0 } = its;
  const yes = l10n.t('Shut Down');
  const answer = await window.showWarningMessage(
    l10n.t('Shut down the domain {0} on {1}?', noticeText(domain), noticeText(dom0)),
    { modal: true, detail: l10n.t('Its system is asked to end in an orderly way.') },
    yes,
  );
  if (answer !== yes) return;
  sources.domains.refuseMeasured(dom0);
  try {
    const how = await shutDownNow(sources, its);
    if (how === 'kept') {
      await offerDestroy(
        sources,
        its,
        l10n.t('The domain {0} has shut down, and is kept until it is destroyed.', domain),
      );
    }
    if (how === 'still up') {
      await offerDestroy(
        sources,
        its,
        l10n.t(
          'The domain {0} was asked to shut down, and is still up after {1} s.',
          domain,
          SHUTDOWN_SECONDS,
        ),
      );
    }
  } catch (error) {
    // xl says no, for example where a guest without PV drivers cannot hear it.
    if (!(error instanceof HumanError)) throw error;
    await offerDestroy(sources, its, error.message);
  }
}

/** Destroys a domain once the person has said so. */
export async function destroy(sources: DomainCommandSources, argument: unknown): Promise<void> {
  const its = ready(sources, argument);
  const { domain, dom0 } = its;
  const yes = l10n.t('Destroy {0}', noticeText(domain, 64));
  const answer = await window.showWarningMessage(
    l10n.t('Destroy the domain {0} on {1}?', noticeText(domain), noticeText(dom0)),
    {
      modal: true,
      detail: l10n.t(
        'This is pulling its plug: what it has not written to its disk is lost, and its file systems may be damaged. Its configuration and its disks stay.',
      ),
    },
    yes,
  );
  if (answer !== yes) return;
  sources.domains.refuseMeasured(dom0);
  const title = l10n.t('Destroying {0}', domain);
  await window.withProgress({ location: { viewId: EXPERIMENTS_VIEW }, title }, () =>
    act(sources, its, 'destroying', (session) => destroyDomain(session.dom0, domain)),
  );
}

/** Throws HumanError where nothing may be done, or something is being done already. */
function ready({ domains }: DomainCommandSources, argument: unknown): DomainArgument {
  refuseUntrusted();
  const its = domainOf(argument);
  domains.refuseMeasured(its.dom0);
  return its;
}

/** null: the person waits no longer; the guest goes down all the same. */
function shutDownNow(sources: DomainCommandSources, its: DomainArgument): Thenable<ShutDown | null> {
  const title = l10n.t('Shutting down {0} on {1} ...', noticeText(its.domain), noticeText(its.dom0));
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, token) => {
    try {
      return await act(sources, its, 'shutting down', async ({ dom0 }) => {
        if (token.isCancellationRequested) return null;
        const stop = token.onCancellationRequested(() => void dom0.host.session.stop());
        try {
          return await shutDownDomain(dom0, its.domain, SHUTDOWN_SECONDS);
        } finally {
          stop.dispose();
        }
      });
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    }
  });
}

async function offerDestroy(
  sources: DomainCommandSources,
  its: DomainArgument,
  message: string,
): Promise<void> {
  const choice = l10n.t('Destroy ...');
  if ((await window.showWarningMessage(noticeText(message, 1_000), choice)) === choice) {
    await destroy(sources, its);
  }
}

async function act<T>(
  { domains, log }: DomainCommandSources,
  { dom0, domain }: DomainArgument,
  doing: Doing,
  work: (session: Dom0Session) => Promise<T>,
): Promise<T> {
  log.info(`${noticeText(dom0)}: ${doing} ${noticeText(domain)}`);
  try {
    return await domains.perform(dom0, domain, doing, work);
  } catch (error) {
    throw asHumanError(error, dom0);
  }
}

function configOf(
  { experiment, dom0, domain }: DomainArgument,
  { files, domains }: DomainCommandSources,
): string | null {
  const targets = files.all
    .filter(({ uri }) => experiment === null || uri.toString() === experiment.toString())
    .flatMap(({ reading }) => reading.experiment?.targets ?? []);
  const row = domainRows(dom0, domains.view(dom0), targets).find(({ name }) => name === domain);
  return row?.config ?? null;
}

async function askConfig({ dom0, domain }: DomainArgument): Promise<string | undefined> {
  const answer = await askText({
    title: l10n.t('Start {0}', domain),
    prompt: l10n.t('Path of its configuration file on {0}, for xl create', dom0),
    value: `/etc/xen/${domain}.cfg`,
    problem: (path) =>
      path.startsWith('/') && !/\p{Cc}/u.test(path)
        ? null
        : l10n.t('Write an absolute path, one that begins with "/".'),
  });
  return answer === BACK ? undefined : answer;
}
