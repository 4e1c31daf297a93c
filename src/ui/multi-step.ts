import { l10n, window } from 'vscode';
import { noticeText } from './prompts/notice-text.ts';
import {
  type Answer,
  type At,
  arrange,
  BACK,
  type Choice,
  ending,
  openPick,
  type Question,
} from './quick-input.ts';

/**
 * Questions asked one after the other in the same place at the top of the window, with `2/4` and a way back.
 *
 * ```ts
 * const answers = await askInSteps({ kind: 'pv', name: '' }, [
 *   { ask: (draft, at) => answered(pickOne({ ...at, title, choices, active: draft.kind }), (kind) => ({ ...draft, kind })) },
 *   { when: (draft) => draft.kind !== 'native', ask: (draft, at) => answered(askText({ ...at, title, value: draft.name }), ...) },
 * ]);
 * if (answers === undefined) return; // given up with Escape
 * ```
 *
 * Each question also stands alone: without `at` it shows no step and no way back. Texts may hold words of a file: they
 * are shown as one line of plain text, and make no icons or links.
 */
export { type Answer, type At, BACK, type Choice } from './quick-input.ts';

export interface PickOne<Value> extends Question {
  readonly choices: readonly Choice<Value>[];
  /** The value that the cursor stands on at first, compared with `===`. */
  readonly active?: Value;
}

export interface PickMany<Value> extends Question {
  readonly choices: readonly Choice<Value>[];
  /** The values that are ticked at first, compared with `===`. */
  readonly picked: readonly Value[];
  /** A sentence why these cannot be taken, or null; asked as the person ticks. Without it at least one is needed. */
  readonly problem?: (values: readonly Value[]) => string | null;
}

export interface TypeOrPick extends Question {
  /** What may be taken without typing; a value may be empty. */
  readonly choices: readonly Choice<string>[];
  /** A sentence why the text cannot be taken, or null; asked as the person types. */
  readonly problem?: (text: string) => string | null;
}

export interface AskText extends Question {
  /** What stands in the field at first, all of it selected. */
  readonly value?: string;
  /** A sentence why the text cannot be taken, or null; asked as the person types. */
  readonly problem?: (text: string) => string | null;
  readonly password?: boolean;
}

/** A question of `askInSteps`. */
export interface Step<Draft> {
  /** Passed over where this does not hold for what is known so far. */
  readonly when?: (draft: Draft) => boolean;
  readonly ask: (draft: Draft, at: Required<At>) => Promise<Answer<Draft>>;
}

/**
 * Asks the steps in order and hands each the draft with all answers so far; going back asks the one before again, with
 * its answer still in the draft. Undefined: given up.
 */
export async function askInSteps<Draft>(
  first: Draft,
  steps: readonly Step<Draft>[],
): Promise<Draft | undefined> {
  let draft = first;
  const asked: number[] = [];
  let index = 0;
  while (index < steps.length) {
    const step = steps[index];
    if (step === undefined || step.when?.(draft) === false) {
      index += 1;
      continue;
    }
    const current = draft;
    const totalSteps =
      asked.length + steps.slice(index).filter(({ when }) => when?.(current) !== false).length;
    const answer = await step.ask(draft, { step: asked.length + 1, totalSteps, back: asked.length > 0 });
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      index = asked.pop() ?? 0;
      continue;
    }
    draft = answer;
    asked.push(index);
    index += 1;
  }
  return draft;
}

/** The answer made into something else, usually the next draft; back and giving up stay what they are. */
export async function answered<Value, Made>(
  answer: Promise<Answer<Value>>,
  make: (value: Value) => Made,
): Promise<Answer<Made>> {
  const value: Answer<Value> = await answer;
  if (value === undefined) return undefined;
  return value === BACK ? BACK : make(value as Value);
}

/** Lets the person choose one of some things. */
export function pickOne<Value>(question: PickOne<Value>): Promise<Answer<Value>> {
  return openPick(question, (quickPick, items, done) => {
    const active = items.find(({ choice }) => choice !== null && choice.value === question.active);
    if (active !== undefined) quickPick.activeItems = [active];
    return [
      quickPick.onDidAccept(() => {
        const choice = quickPick.selectedItems[0]?.choice;
        if (choice) done(choice.value);
      }),
    ];
  });
}

/** Lets the person tick any number of things; the answer is in the order of the choices. */
export function pickMany<Value>(question: PickMany<Value>): Promise<Answer<readonly Value[]>> {
  return openPick(question, (quickPick, items, done) => {
    quickPick.canSelectMany = true;
    quickPick.selectedItems = items.filter(
      ({ choice }) => choice !== null && question.picked.includes(choice.value),
    );
    const values = () => {
      const selected = new Set(quickPick.selectedItems);
      return items.flatMap((item) => (item.choice !== null && selected.has(item) ? [item.choice.value] : []));
    };
    const problem = () => {
      const chosen = values();
      if (question.problem !== undefined) return question.problem(chosen);
      return chosen.length === 0 ? l10n.t('Choose at least one.') : null;
    };
    const judge = () => {
      quickPick.prompt = noticeText(problem() ?? question.prompt ?? '');
    };
    return [
      quickPick.onDidChangeSelection(judge),
      quickPick.onDidAccept(() => {
        judge();
        if (problem() === null) done(values());
      }),
    ];
  });
}

/** Lets the person type a text, or choose one of some. */
export function typeOrPick(question: TypeOrPick): Promise<Answer<string>> {
  return openPick(question, (quickPick, items, done) => {
    const judge = (): void => {
      const text = quickPick.value.trim();
      const problem = text === '' ? null : (question.problem?.(text) ?? null);
      quickPick.prompt = noticeText(problem ?? question.prompt ?? '');
      const isThere = items.some(({ choice }) => choice?.value === text);
      const typed = { choice: { value: text, label: text }, label: noticeText(text), alwaysShow: true };
      quickPick.items = text === '' || isThere ? items : [typed, ...items];
    };
    return [
      quickPick.onDidChangeValue(judge),
      quickPick.onDidAccept(() => {
        const value = quickPick.selectedItems[0]?.choice?.value;
        if (value === undefined) return;
        const problem = question.problem?.(value) ?? null;
        if (problem === null) done(value);
        else quickPick.prompt = noticeText(problem);
      }),
    ];
  });
}

/** Lets the person type a text in one line. */
export function askText(question: AskText): Promise<Answer<string>> {
  const input = window.createInputBox();
  arrange(input, question);
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  const problem = () => question.problem?.(input.value) ?? null;
  return new Promise((resolve) => {
    const done = ending(input, resolve);
    // A field that was never touched is not called wrong before it is sent.
    const judge = () => {
      input.validationMessage = noticeText(problem() ?? '') || undefined;
    };
    done.with([
      input.onDidChangeValue(judge),
      input.onDidAccept(() => {
        judge();
        if (problem() === null) done(input.value);
      }),
    ]);
    input.show();
  });
}
