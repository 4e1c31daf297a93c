import type { Colours } from './paint.ts';
import { seriesColours } from './theme-colours.ts';

/** Colours and letters of the page as a canvas needs them: it cannot read the theme's variables. */
export interface Theme extends Colours {
  /** Text of less weight: axes. */
  readonly muted: string;
  readonly tooltip: { readonly background: string; readonly foreground: string; readonly border: string };
  readonly font: string;
  readonly highContrast: boolean;
}

/** The theme as it is now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const at = (name: string, other: string) => style.getPropertyValue(`--vscode-${name}`).trim() || other;
  const foreground = at('foreground', style.color);
  const highContrast = document.body.classList.contains('vscode-high-contrast');
  return {
    foreground,
    background: at('editor-background', '#ffffff'),
    series: seriesColours((name) => at(name, '')),
    muted: at('descriptionForeground', foreground),
    tooltip: {
      background: at('editorHoverWidget-background', at('editor-background', '#ffffff')),
      foreground: at('editorHoverWidget-foreground', foreground),
      border: at('editorHoverWidget-border', foreground),
    },
    font: at('font-family', 'sans-serif'),
    highContrast,
  };
}

/** Calls back after each change of theme; the result ends it. VS Code tells a change by the style of the root and the class of the body. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  return () => observer.disconnect();
}
