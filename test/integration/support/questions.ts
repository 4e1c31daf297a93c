import { EventEmitter, QuickInputButtons, type QuickPickItem, window } from 'vscode';
import { replace } from './answers.ts';

/** What a person does at a question: takes a line, ticks lines, types a text, goes back, gives up. */
export type Doing =
  | { readonly take: string }
  | { readonly tick: readonly string[] }
  | { readonly type: string }
  | 'back'
  | 'escape';

/** A question as it was shown. */
export interface Asked {
  readonly title: string;
  /** `2/4`, or empty. */
  readonly step: string;
  readonly prompt: string;
  /** Labels of a pick. */
  readonly labels: readonly string[];
  /** What stands behind each label. */
  readonly descriptions: readonly string[];
  /** What stood in a field, or was active or ticked, at first. */
  readonly at: string;
  /** What was said against a typed text; the answer was then not taken. */
  readonly problem: string;
}

/**
 * Answers the quick picks and input boxes that come up until the end of the test, one thing to do after the other; where
 * a text is not taken, the next thing is done at the same question. Gives what was asked.
 */
export function answerQuestions(...script: readonly Doing[]): readonly Asked[] {
  const asked: Asked[] = [];
  const left = [...script];
  const next = (title: string): Doing => {
    const doing = left.shift();
    if (doing === undefined) throw new Error(`A question that was not expected: ${title}`);
    return doing;
  };
  replace(window, 'createInputBox', (() => fake(asked, next)) as unknown as typeof window.createInputBox);
  replace(window, 'createQuickPick', (() => fake(asked, next)) as unknown as typeof window.createQuickPick);
  return asked;
}

function fake(asked: Asked[], next: (title: string) => Doing) {
  const emitters = {
    accept: new EventEmitter<void>(),
    hide: new EventEmitter<void>(),
    button: new EventEmitter<unknown>(),
    value: new EventEmitter<string>(),
    selection: new EventEmitter<readonly QuickPickItem[]>(),
  };
  let over = false;
  const input = {
    title: '',
    prompt: '' as string | undefined,
    value: '',
    step: undefined as number | undefined,
    totalSteps: undefined as number | undefined,
    items: [] as readonly QuickPickItem[],
    activeItems: [] as readonly QuickPickItem[],
    selectedItems: [] as readonly QuickPickItem[],
    validationMessage: undefined as string | undefined,
    buttons: [] as readonly unknown[],
    onDidAccept: emitters.accept.event,
    onDidHide: emitters.hide.event,
    onDidTriggerButton: emitters.button.event,
    onDidChangeValue: emitters.value.event,
    onDidChangeSelection: emitters.selection.event,
    show: () => setImmediate(act),
    hide: () => emitters.hide.fire(),
    dispose: () => {
      over = true;
    },
  };
  const labels = () => input.items.map(({ label }) => label);
  const find = (label: string): QuickPickItem => {
    const item = input.items.find((each) => each.label === label);
    if (item === undefined) throw new Error(`"${label}" is not among ${labels().join(', ')}`);
    return item;
  };
  const act = (): void => {
    const first = input.selectedItems.length > 0 ? input.selectedItems : input.activeItems;
    const at = input.items.length > 0 ? first.map(({ label }) => label).join(' ') : input.value;
    const before = input.prompt;
    const shown = {
      title: input.title,
      step: input.step === undefined ? '' : `${input.step}/${input.totalSteps}`,
      prompt: input.prompt ?? '',
      labels: labels(),
      descriptions: input.items.map(({ description }) => description ?? ''),
      at,
    };
    const doing = next(input.title);
    if (doing === 'back') emitters.button.fire(QuickInputButtons.Back);
    else if (doing === 'escape') emitters.hide.fire();
    else {
      if ('take' in doing) input.selectedItems = [find(doing.take)];
      else if ('tick' in doing) {
        input.selectedItems = doing.tick.map(find);
        emitters.selection.fire(input.selectedItems);
      } else {
        input.value = doing.type;
        emitters.value.fire(doing.type);
        if (input.items.length > 0) input.selectedItems = [find(doing.type)];
      }
      emitters.accept.fire();
    }
    const said = input.validationMessage ?? (input.prompt === before ? '' : (input.prompt ?? ''));
    asked.push({ ...shown, problem: over ? '' : said });
    if (!over) setImmediate(act);
  };
  return input;
}
