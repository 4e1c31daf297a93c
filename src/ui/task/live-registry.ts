import { commands, type Disposable, EventEmitter, type Uri } from 'vscode';
import type { ExitCode } from '../../human-error.ts';
import { CONTEXTS } from '../../manifest.ts';
import type { RunEvent } from '../../run/events.ts';
import { NO_PROGRESS, nextProgress, type ProgressState } from '../../terminal/progress.ts';
import type { LiveRun, LiveRuns } from '../live-runs.ts';
import { throttled } from '../throttled.ts';

/** Shortest time between two tellings that runs moved on, ms. */
const TELL_MS = 250;

/** A run that is about to begin. */
export interface BeginningRun {
  readonly experiment: Uri;
  readonly title: string;
  readonly place: LiveRun['place'];
  readonly runFile: string;
  readonly targets: readonly string[];
  /** The machines it measures on, see `hostsOf`. */
  readonly hosts: readonly string[];
  readonly cancel: () => void;
}

/** A run that goes on, for whoever drives it. */
export interface LiveEntry {
  readonly run: LiveRun;
  happened(event: RunEvent): void;
  end(exitCode: ExitCode): void;
}

/** Where runs report, so that others can show them. */
export interface RunRegistry extends LiveRuns, Disposable {
  begin(run: BeginningRun): LiveEntry;
  /** Settles when nothing goes on any more. */
  idle(): Promise<void>;
}

export function liveRegistry(): RunRegistry {
  const changed = new EventEmitter<void>();
  const happened = new EventEmitter<{ run: LiveRun; event: RunEvent }>();
  const ended = new EventEmitter<{ run: LiveRun; exitCode: number }>();
  const tell = throttled(TELL_MS, () => changed.fire());
  const busy = new Set<LiveRun>();
  let lastId = 0;

  const membershipChanged = (): void => {
    void commands.executeCommand('setContext', CONTEXTS.running, busy.size > 0);
    tell.cancel();
    changed.fire();
  };

  return {
    get all() {
      return [...busy];
    },
    onDidChange: changed.event,
    onDidHappen: happened.event,
    onDidEnd: ended.event,
    begin({ cancel, ...about }) {
      lastId += 1;
      const state = { progress: NO_PROGRESS as ProgressState, notValid: 0, cancelling: false };
      const run: LiveRun = {
        id: lastId,
        ...about,
        get progress() {
          return state.progress;
        },
        get notValid() {
          return state.notValid;
        },
        get cancelling() {
          return state.cancelling;
        },
        cancel,
      };
      busy.add(run);
      membershipChanged();
      return {
        run,
        happened(event) {
          state.progress = nextProgress(state.progress, event);
          if (event.event === 'trial' && event.outcome !== 'valid') state.notValid += 1;
          if (event.event === 'cancelling') state.cancelling = true;
          happened.fire({ run, event });
          tell();
        },
        end(exitCode) {
          if (!busy.delete(run)) return;
          membershipChanged();
          ended.fire({ run, exitCode });
        },
      };
    },
    async idle() {
      while (busy.size > 0) {
        await new Promise<void>((resolve) => {
          const listener = ended.event(() => {
            listener.dispose();
            resolve();
          });
        });
      }
    },
    dispose() {
      tell.cancel();
      for (const emitter of [changed, happened, ended]) emitter.dispose();
    },
  };
}
