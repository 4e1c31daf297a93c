import { describe, expect, it } from 'vitest';
import { cspViolations } from './support/console.ts';
import { setTheme } from './support/theme.ts';
import { openViewContainer } from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';

describe('a window of VS Code', () => {
  const vscode = useVscode();

  it('has Xen Bench in its activity bar, with its view', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await page.locator('.part.sidebar').getByText('Experiments').first().waitFor();
  });

  it('loads the extension without an error', () => {
    const errors = vscode().console.filter(
      ({ text }) => /xen-bench|xenBench/.test(text) && /error/i.test(text),
    );
    expect(errors).toEqual([]);
    expect(cspViolations(vscode().console)).toEqual([]);
  });

  it('changes its theme while it is open', async () => {
    await setTheme(vscode(), 'high-contrast');
    await setTheme(vscode(), 'light');
  });
});
