import { afterEach } from 'mocha';
import { EventEmitter, type InputBox, type QuickInputButton, window } from 'vscode';

const restore: (() => void)[] = [];
afterEach(() => {
  for (const undo of restore.splice(0)) undo();
});

/** Puts something in the place of a function of the API, until the end of the test. */
export function replace<O extends object, K extends keyof O>(object: O, key: K, value: O[K]): void {
  const before = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { configurable: true, writable: true, value });
  restore.push(() => {
    if (before === undefined) delete object[key];
    else Object.defineProperty(object, key, before);
  });
}

/** What a message said, and the buttons it had. */
export interface ShownMessage {
  readonly text: string;
  readonly detail: string;
  readonly modal: boolean;
  readonly buttons: readonly string[];
}

type MessageFunction = 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage';

/** Answers messages of a kind with the button that `answer` gives; undefined closes them. Gives what was shown. */
export function answerMessages(
  kind: MessageFunction,
  answer: (message: ShownMessage) => string | undefined,
): readonly ShownMessage[] {
  const shown: ShownMessage[] = [];
  const show = async (text: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
    const [first] = rest;
    const options =
      typeof first === 'object' && first !== null ? (first as { modal?: boolean; detail?: string }) : {};
    const message = {
      text,
      detail: options.detail ?? '',
      modal: options.modal ?? false,
      buttons: rest.filter((item) => typeof item === 'string'),
    };
    shown.push(message);
    return answer(message);
  };
  replace(window, kind, show as (typeof window)[MessageFunction]);
  return shown;
}

/** A question of an input box that hides what is typed. */
export interface ShownQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly password: boolean;
  readonly canKeep: boolean;
}

/** Answers input boxes; null gives up. `keep`: presses the button that keeps the answer first. */
export function answerSecrets(
  answer: (question: ShownQuestion) => { readonly text: string; readonly keep?: boolean } | null,
): readonly ShownQuestion[] {
  const shown: ShownQuestion[] = [];
  replace(window, 'createInputBox', () => {
    const accepted = new EventEmitter<void>();
    const hidden = new EventEmitter<void>();
    const pressed = new EventEmitter<QuickInputButton>();
    const box = {
      title: '',
      prompt: '',
      value: '',
      password: false,
      ignoreFocusOut: false,
      buttons: [] as readonly QuickInputButton[],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidTriggerButton: pressed.event,
      show() {
        const question = {
          title: box.title,
          prompt: box.prompt,
          password: box.password,
          canKeep: box.buttons.length > 0,
        };
        shown.push(question);
        const given = answer(question);
        setImmediate(() => {
          if (given === null) {
            hidden.fire();
            return;
          }
          box.value = given.text;
          const [button] = box.buttons;
          if (given.keep === true && button !== undefined) pressed.fire(button);
          accepted.fire();
        });
      },
      hide: () => hidden.fire(),
      dispose: () => {},
    };
    return box as unknown as InputBox;
  });
  return shown;
}
