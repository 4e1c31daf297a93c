import {
  type Disposable,
  type InputBox,
  type QuickInput,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from 'vscode';
import { noticeText } from './prompts/notice-text.ts';

/** What the questions of multi-step.ts share: VS Code's inputs, opened, laid out and ended alike. */

/** The person pressed the back button; a symbol, because every text may be an answer. */
export const BACK: unique symbol = Symbol('back');

/** What a question ends with; undefined: given up with Escape. */
export type Answer<Value> = Value | typeof BACK | undefined;

/** Where a question stands among others. */
export interface At {
  /** From 1. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Whether there is a question before it to go back to. */
  readonly back?: boolean;
}

export interface Question extends At {
  readonly title: string;
  /** A sentence under the field, such as what the answer is for. */
  readonly prompt?: string;
  /** Grey in the empty field. */
  readonly placeholder?: string;
}

/** A line of a pick. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  /** A second line. */
  readonly detail?: string;
  /** Name of a codicon. */
  readonly icon?: string;
  /** A heading above it, where the choice before it has another. */
  readonly heading?: string;
}

export interface Item<Value> extends QuickPickItem {
  /** null: a heading. */
  readonly choice: Choice<Value> | null;
}

/** What fields for a text and lists have in common. */
type Input = QuickInput & Pick<InputBox, 'prompt' | 'placeholder' | 'buttons' | 'onDidTriggerButton'>;

/** Shows a list; `prepare` fills it and tells what ends it. */
export function openPick<Value, Result>(
  question: Question & { readonly choices: readonly Choice<Value>[] },
  prepare: (
    quickPick: QuickPick<Item<Value>>,
    items: readonly Item<Value>[],
    done: (value: Result) => void,
  ) => readonly Disposable[],
): Promise<Answer<Result>> {
  const quickPick = window.createQuickPick<Item<Value>>();
  arrange(quickPick, question);
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  const items = itemsOf(question.choices);
  quickPick.items = items;
  return new Promise((resolve) => {
    const done = ending(quickPick, resolve);
    done.with(prepare(quickPick, items, done));
    quickPick.show();
  });
}

function itemsOf<Value>(choices: readonly Choice<Value>[]): Item<Value>[] {
  return choices.flatMap((choice, index) => {
    const { label, description, detail, icon, heading } = choice;
    const item: Item<Value> = {
      choice,
      label: noticeText(label),
      ...(description === undefined ? {} : { description: noticeText(description) }),
      ...(detail === undefined ? {} : { detail: noticeText(detail) }),
      ...(icon === undefined ? {} : { iconPath: new ThemeIcon(icon) }),
    };
    if (heading === undefined || heading === choices[index - 1]?.heading) return [item];
    return [{ choice: null, label: noticeText(heading), kind: QuickPickItemKind.Separator }, item];
  });
}

/** Puts a question's texts, step and way back on an input. */
export function arrange(
  input: Input,
  { title, prompt, placeholder, step, totalSteps, back }: Question,
): void {
  input.title = noticeText(title);
  input.prompt = prompt === undefined ? undefined : noticeText(prompt);
  input.placeholder = placeholder === undefined ? undefined : noticeText(placeholder);
  input.step = step;
  // One step of one tells nothing.
  input.totalSteps = totalSteps;
  if (totalSteps === 1) input.step = undefined;
  input.buttons = back === true ? [QuickInputButtons.Back] : [];
  // Looking something up in another window must not lose the answers.
  input.ignoreFocusOut = true;
}

/** Settles the promise once, with an answer, the way back or nothing, and ends the input and its listeners. */
export function ending<Value>(
  input: Input,
  resolve: (answer: Answer<Value>) => void,
): ((value: Value) => void) & { with(listeners: readonly Disposable[]): void } {
  const listeners: Disposable[] = [];
  const end = (answer: Answer<Value>) => {
    resolve(answer);
    for (const listener of listeners.splice(0)) listener.dispose();
    input.dispose();
  };
  listeners.push(
    input.onDidHide(() => end(undefined)),
    input.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) end(BACK);
    }),
  );
  return Object.assign((value: Value) => end(value), {
    with: (more: readonly Disposable[]) => {
      listeners.push(...more);
    },
  });
}
