import type { l10n } from 'vscode';
import type { ITEMS } from '../../manifest.ts';

/** How an item of the explorer looks, before VS Code is asked to show it. Every text is one safe line of plain text. */
export interface Look {
  readonly label: string;
  /** Behind the label, paler. */
  readonly description: string;
  /** Lines. */
  readonly tooltip: readonly string[];
  /** Name of a codicon. */
  readonly icon: string;
  /** A colour of the theme; null: that of the text. */
  readonly colour: string | null;
  readonly context: (typeof ITEMS)[keyof typeof ITEMS];
  /** What a screen reader says in place of label and description. */
  readonly spoken: string;
}

/** VS Code's translations, or in a test what stands for them. */
export type Words = Pick<typeof l10n, 't'>;

/** What all looks are made with. */
export interface Lens {
  readonly l10n: Words;
  /** As Intl takes it: `en`, `pt-br`. */
  readonly locale: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Beside an icon's form, so that it stands out; never the only sign. */
export const COLOURS = {
  good: 'testing.iconPassed',
  bad: 'testing.iconFailed',
  doubt: 'list.warningForeground',
} as const;

/** The parts that are there, with a comma between. */
export function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(', ');
}
