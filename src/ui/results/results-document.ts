import { type CustomDocument, type Disposable, l10n, type Uri, workspace } from 'vscode';
import type { RunResults } from '../../engine/run-results.ts';
import type { LiveProgress, ToPage, TrialDetail, TrialKey } from '../../protocol.ts';
import type { LiveRun, LiveRuns } from '../live-runs.ts';
import { type Log, logError } from '../log.ts';
import { COMPARE_SCHEME } from './compare-uri.ts';
import { liveProgress, sameProgress } from './live-progress.ts';
import type { OpenedRun, OpenedRuns } from './opened-runs.ts';
import { pace } from './pace.ts';

/** Where a results editor listens. */
export interface ResultsView {
  show(message: ToPage): void;
}

/** What the results editors of one uri show: one run file, or several that are compared. */
export interface ResultsDocument extends CustomDocument {
  /** The run files; empty where the uri names none. */
  readonly runs: readonly OpenedRun[];
  /** The run of this window that writes one of them. */
  liveRun(): LiveRun | undefined;
  /** Gives a view the whole state, as soon as there is one, and whatever comes after it. */
  attach(view: ResultsView): void;
  /** A view that nobody sees is told nothing; what nobody sees is not read. */
  detach(view: ResultsView): void;
  /** Throws HumanError where it is not there. */
  trial(key: TrialKey): Promise<TrialDetail>;
}

export interface DocumentPorts {
  readonly liveRuns: LiveRuns;
  readonly opened: OpenedRuns;
  readonly log: Log;
}

/** How often another process's run is looked at, ms: not every file system tells of changes. */
const LOOK_MS = 2_000;

/** Opens the run files of `uris` for the editors of `uri`. */
export async function openResultsDocument(
  uri: Uri,
  uris: readonly Uri[],
  { liveRuns, opened, log }: DocumentPorts,
): Promise<ResultsDocument> {
  const runs = await Promise.all(uris.map((each) => opened.open(each)));
  const { runResults } = await import('../../engine/run-results.ts');
  const { isBeingWritten } = await import('../../journal/lock.ts');
  const views = new Set<ResultsView>();
  let current: RunResults | null = null;
  let live: LiveProgress | null = null;
  let notice: string | null = null;
  let written = false;
  let looking: ReturnType<typeof setInterval> | null = null;

  const liveRun = () => liveRuns.all.find(({ runFile }) => runs.some((run) => run.uri.fsPath === runFile));
  const tell = (message: ToPage): void => {
    for (const view of views) view.show(message);
  };
  const state = (): readonly ToPage[] => {
    if (current === null) return [];
    const first: ToPage = current.ok
      ? { type: 'results', results: current.results, live }
      : { type: 'problem', message: current.problem };
    return notice === null ? [first] : [first, { type: 'notice', message: notice }];
  };
  const progress = () => liveProgress(liveRun(), written, current?.ok ? current.results.report.trials : null);
  const showProgress = (): void => {
    const now = progress();
    if (sameProgress(live, now)) return;
    live = now;
    if (current?.ok) tell({ type: 'live', live });
  };

  const read = async (): Promise<void> => {
    const changes = await Promise.all(runs.map(({ follower }) => follower.refresh()));
    const locks = await Promise.all(
      runs.map((run) => run.uri.scheme === 'file' && isBeingWritten(run.uri.fsPath)),
    );
    written = locks.includes(true);
    const gone = deletedNotice(runs);
    if (gone !== notice) {
      notice = gone;
      tell({ type: 'notice', message: notice });
    }
    if (current !== null && !changes.includes(true)) return showProgress();
    current =
      runs.length === 0
        ? { ok: false, problem: l10n.t('This comparison names no run files. Choose "Compare Runs" anew.') }
        : runResults(runs.map((run) => ({ run: run.follower, shown: shownPath(run.uri) })));
    live = progress();
    for (const message of state()) tell(message);
  };
  const paced = pace(() =>
    read().catch((error: unknown) => {
      logError(log, 'A run file could not be shown.', error);
      tell({ type: 'problem', message: l10n.t('This should not have happened; the log tells more.') });
    }),
  );
  const lookAgain = (): void => {
    if (written) paced.soon();
  };
  // The page is loaded meanwhile.
  paced.soon();

  const life: Disposable[] = [
    ...runs,
    paced,
    ...runs.map((run) => run.onDidChange(() => paced.soon())),
    liveRuns.onDidChange(() => showProgress()),
    // What a run of this window writes is known before any watcher tells.
    liveRuns.onDidHappen(({ run, event }) => {
      if (event.event !== 'trial-start' && run === liveRun()) paced.soon();
    }),
    liveRuns.onDidEnd(() => paced.soon()),
  ];
  return {
    uri,
    runs,
    liveRun,
    attach(view) {
      views.add(view);
      for (const message of state()) view.show(message);
      looking ??= setInterval(lookAgain, LOOK_MS);
      // What happened while nobody looked.
      paced.soon();
      paced.setPaused(false);
    },
    detach(view) {
      views.delete(view);
      if (views.size > 0) return;
      paced.setPaused(true);
      if (looking !== null) clearInterval(looking);
      looking = null;
    },
    async trial(key) {
      if (!current?.ok) throw new Error('A page asks for a trial of results that it was not given.');
      return current.trial(key);
    },
    dispose() {
      if (looking !== null) clearInterval(looking);
      for (const each of life) each.dispose();
    },
  };
}

function deletedNotice(runs: readonly OpenedRun[]): string | null {
  const gone = runs.filter(({ follower }) => follower.deleted).map(({ uri }) => shownPath(uri));
  if (gone.length === 0) return null;
  return l10n.t('Deleted since it was read: {0}. What is shown here is what it held.', gone.join(', '));
}

/** Relative to the workspace where it lies in it. */
function shownPath(uri: Uri): string {
  return uri.scheme === COMPARE_SCHEME ? uri.path : workspace.asRelativePath(uri);
}
