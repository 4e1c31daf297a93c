import { render } from 'preact';
import { PROGRESS_MIME } from '../../src/notebook/progress.ts';
import { readResult } from '../../src/notebook/read-result.ts';
import bar from '../results/bar.css';
import figures from '../results/figures.css';
import header from '../results/header.css';
import page from '../results/results.css';
import tables from '../results/tables.css';
import { ProgressView } from './progress-view.tsx';
import { readProgress } from './read-progress.ts';
import own from './renderer.css';
import type { Renderer } from './renderer-api.ts';
import { ResultView } from './result-view.tsx';

/**
 * Shows our outputs in a notebook. Each lives in a shadow root of its own: its styles reach no other output, and those
 * of others do not reach it.
 */
export function activate(): Renderer {
  const roots = new Map<string, ShadowRoot>();
  const free = (id: string): void => {
    const root = roots.get(id);
    if (root !== undefined) render(null, root);
    roots.delete(id);
  };
  return {
    renderOutputItem(item, element) {
      const { id, mime } = item;
      const text = item.text();
      if (roots.get(id) !== element.shadowRoot) free(id);
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [styles()];
      roots.set(id, root);
      render(mime === PROGRESS_MIME ? progressOf(text) : resultOf(text), root);
    },
    disposeOutputItem(id) {
      for (const each of id === undefined ? [...roots.keys()] : [id]) free(each);
    },
  };
}

let sheet: CSSStyleSheet | null = null;

/** The results page's own styles; what they say of the whole page is said of an output. */
function styles(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    const shared = [page, header, bar, tables, figures].join('\n');
    sheet.replaceSync(`${shared.replace(/^:root \{/m, ':host {')}\n${own}`);
  }
  return sheet;
}

function resultOf(text: string) {
  const result = readResult(text);
  return result === null ? <Unreadable /> : <ResultView result={result} />;
}

function progressOf(text: string) {
  const progress = readProgress(text);
  return progress === null ? <Unreadable /> : <ProgressView progress={progress} />;
}

function Unreadable() {
  return (
    <p class="banner" role="note">
      This output is no result that this version of Xen Bench can show. Its text is in the notebook's file;
      run the cell to make it anew.
    </p>
  );
}
