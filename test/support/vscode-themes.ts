import { readFileSync } from 'node:fs';

/** A theme as VS Code hands it to a page; read in a real one, cut down to the variables that the page takes. */
export interface VscodeTheme {
  readonly id: string;
  /** `data-vscode-theme-kind` of the body. */
  readonly kind: string;
  /** Classes of the body. */
  readonly class: string;
  /** By name, without `--vscode-`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The default themes of today and of some years ago. */
export const THEME_NAMES = [
  'dark',
  'light',
  'dark-modern',
  'light-modern',
  'high-contrast',
  'high-contrast-light',
] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export const VSCODE_THEMES: Readonly<Record<ThemeName, VscodeTheme>> = JSON.parse(
  readFileSync(new URL('../fixtures/vscode-themes.json', import.meta.url), 'utf8'),
);

/** What stands in the `style` of the page's root. */
export function styleOf({ variables }: VscodeTheme): string {
  return Object.entries(variables)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');
}
