import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { SeriesName } from './state.ts';
import type { Store } from './store.ts';

/** Scrolls to where the page was when it was last shown, and keeps where it is. */
export function useKeptScroll(store: Store): void {
  useLayoutEffect(() => window.scrollTo(0, store.firstScroll), [store]);
  useEffect(() => {
    let timer = 0;
    const scrolled = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => store.keepScroll(window.scrollY), 200);
    };
    window.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('scroll', scrolled);
    };
  }, [store]);
}

/** Brings the figure of a series that was asked for into sight. */
export function useShownFigure(focus: SeriesName | null): void {
  useEffect(() => {
    if (focus === null) return;
    const figure = document.querySelector('.card.enlarged');
    const calm =
      matchMedia('(prefers-reduced-motion: reduce)').matches ||
      document.body.classList.contains('vscode-reduce-motion');
    figure?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'nearest' });
  }, [focus]);
}
