import { type Disposable, type Event, EventEmitter, l10n } from 'vscode';
import { HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import type { WorkspaceExperiments } from '../files/experiment-files.ts';
import type { LiveRuns } from '../live-runs.ts';
import { logError } from '../log.ts';
import type { Dom0Session, SessionSources } from './dom0-session.ts';
import { type Dom0Watches, dom0Watches } from './dom0-watches.ts';
import { dom0sOf } from './dom0s-of.ts';
import { refuseWhileDom0Measured, runOnDom0 } from './refuse-measured.ts';

/** The domains of the dom0s that experiments name. */
export interface Domains extends Omit<Dom0Watches<Dom0Session>, 'dispose'>, Disposable {
  /** The dom0 that changed. */
  readonly onDidChange: Event<string>;
  isMeasured(dom0: string): boolean;
  /** Throws HumanError where a run measures there. */
  refuseMeasured(dom0: string): void;
}

export interface DomainSources extends SessionSources {
  readonly files: WorkspaceExperiments;
  readonly live: LiveRuns;
}

/** What connects and asks is loaded when a dom0 is looked at for the first time. */
export function explorerDomains({ files, live, log, context }: DomainSources): Domains {
  const changed = new EventEmitter<string>();
  const experimentsOf = (dom0: string) =>
    files.all
      .filter(({ reading }) => dom0sOf(reading.experiment?.targets ?? []).includes(dom0))
      .map(({ uri }) => uri);
  const isMeasured = (dom0: string): boolean => runOnDom0(dom0, experimentsOf(dom0), live) !== undefined;
  const watches = dom0Watches<Dom0Session>({
    isMeasured,
    changed: (dom0) => changed.fire(dom0),
    open: async (dom0, signal) => {
      const { openSession } = await import('./dom0-session.ts');
      return openSession(dom0, { log, context }, signal);
    },
    look: async ({ dom0 }, withFiles) => {
      const { configFilesOf, domainsOf } = await import('../../run/dom0-inventory.ts');
      const domains = await domainsOf(dom0);
      return { domains, files: withFiles ? await configFilesOf(dom0) : null };
    },
    failed(dom0, error) {
      logError(log, `The domains of ${plain(dom0)} could not be listed.`, error);
      if (error instanceof HumanError) return error.message;
      return l10n.t('{0} This should not have happened; the log tells more.', plain(String(error), 300));
    },
    now: () => Date.now(),
    later(ms, work) {
      const timer = setTimeout(work, ms).unref();
      return () => clearTimeout(timer);
    },
  });
  const listener = live.onDidChange(() => watches.reconsider());
  return {
    ...watches,
    onDidChange: changed.event,
    isMeasured,
    refuseMeasured: (dom0) => refuseWhileDom0Measured(dom0, experimentsOf(dom0), live),
    dispose() {
      listener.dispose();
      watches.dispose();
      changed.dispose();
    },
  };
}
