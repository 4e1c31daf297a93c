import { type Disposable, type Event, EventEmitter, type Uri } from 'vscode';

/** Trials that a person wants to see in an editor that may still have to open: from a line of a terminal, say. */
export interface WishedTrials extends Disposable {
  wish(uri: Uri, trial: number): void;
  /** The trial wished for, once: the next editor of the run shows it. */
  take(uri: Uri): number | null;
  readonly onDidWish: Event<void>;
}

export function wishedTrials(): WishedTrials {
  const wished = new EventEmitter<void>();
  const wishes = new Map<string, number>();
  return {
    wish(uri, trial) {
      wishes.set(uri.toString(), trial);
      wished.fire();
    },
    take(uri) {
      const trial = wishes.get(uri.toString()) ?? null;
      wishes.delete(uri.toString());
      return trial;
    },
    onDidWish: wished.event,
    dispose: () => wished.dispose(),
  };
}
