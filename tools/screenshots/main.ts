import type { Theme } from '../../test/e2e/support/theme.ts';
import { photographDemo } from './demo.ts';
import { photographFirstSteps } from './first-steps.ts';
import { photographNotebook } from './notebook.ts';
import { wanted } from './studio.ts';
import { photographXen } from './xen.ts';

const THEMES: readonly Theme[] = ['light', 'dark', 'high-contrast'];

// These have windows of their own; who asks for them alone need not wait for the others.
if (!['notebook', 'xen'].some((word) => process.argv.includes(word))) {
  for (const theme of THEMES) {
    if (wantedIn(theme)) await photographDemo(theme);
  }
  await photographFirstSteps(THEMES.filter(wantedIn));
}
await photographNotebook(THEMES.filter(wantedIn));
await photographXen(THEMES.filter(wantedIn));

function wantedIn(theme: Theme): boolean {
  const words = process.argv.slice(2);
  const named = THEMES.filter((each) => words.includes(each));
  return named.length === 0 || named.includes(theme) || wanted(theme);
}
