import {
  type Disposable,
  l10n,
  type QuickInputButton,
  QuickInputButtonLocation,
  ThemeIcon,
  window,
} from 'vscode';

export interface SecretQuestion {
  readonly title: string;
  readonly prompt: string;
  /** Offers to keep the answer on this computer. */
  readonly canKeep: boolean;
  /** Its abort closes the question. */
  readonly signal: AbortSignal;
}

export interface SecretAnswer {
  readonly text: string;
  /** The person asked to keep it. */
  readonly keep: boolean;
}

/** Asks for a secret without showing it; null: the person gives up, or the run that needs it was cancelled. */
export function askSecret({ title, prompt, canKeep, signal }: SecretQuestion): Promise<SecretAnswer | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const box = window.createInputBox();
    const parts: Disposable[] = [box];
    let keep = false;
    const done = (answer: SecretAnswer | null): void => {
      resolve(answer);
      signal.removeEventListener('abort', giveUp);
      for (const part of parts) part.dispose();
    };
    const giveUp = (): void => done(null);
    const offer = (): void => {
      box.buttons = [keepButton(keep)];
      box.prompt = keep ? l10n.t('{0} It will be kept in the secret storage.', prompt) : prompt;
    };
    box.title = title;
    box.prompt = prompt;
    box.password = true;
    box.ignoreFocusOut = true;
    if (canKeep) offer();
    parts.push(
      box.onDidTriggerButton(() => {
        keep = !keep;
        offer();
      }),
      box.onDidAccept(() => done({ text: box.value, keep })),
      box.onDidHide(giveUp),
    );
    signal.addEventListener('abort', giveUp, { once: true });
    box.show();
  });
}

function keepButton(checked: boolean): QuickInputButton {
  return {
    iconPath: new ThemeIcon('save'),
    tooltip: l10n.t("Remember in this computer's secret storage"),
    location: QuickInputButtonLocation.Inline,
    toggle: { checked },
  };
}
