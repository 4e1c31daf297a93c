import { changeSettings } from './driver.ts';
import type { Vscode } from './vscode.ts';

export type Theme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** Names of VS Code's own themes, and the class that the window has with them. */
export const THEMES: Readonly<Record<Theme, { readonly name: string; readonly className: string }>> = {
  dark: { name: 'Dark Modern', className: 'vs-dark' },
  light: { name: 'Light Modern', className: 'vs' },
  'high-contrast': { name: 'Default High Contrast', className: 'hc-black' },
  'high-contrast-light': { name: 'Default High Contrast Light', className: 'hc-light' },
};

/** Changes the colour theme and waits until the window has it. */
export async function setTheme(vscode: Vscode, theme: Theme): Promise<void> {
  const { name, className } = THEMES[theme];
  await changeSettings(vscode, { 'workbench.colorTheme': name });
  await vscode.page.locator(`.monaco-workbench.${className}`).waitFor();
}
