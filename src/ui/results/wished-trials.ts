import { type Disposable, type Event, EventEmitter, type Uri } from 'vscode';

/** Trials that a person wants to see in an editor that may still have to open: from a line of a terminal, say. */
export interface WishedTrials extends Disposable {
  wish(uri: Uri, trial: number): void;
  /** The trial wished for in an editor of the run; null: none is. */
  of(uri: Uri): number | null;
  /** It is shown, or nobody wants to see it any more. */
  over(uri: Uri): void;
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
    of: (uri) => wishes.get(uri.toString()) ?? null,
    over: (uri) => void wishes.delete(uri.toString()),
    onDidWish: wished.event,
    dispose: () => wished.dispose(),
  };
}
