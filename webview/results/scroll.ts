import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
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

/** Brings a figure into sight when it is made large or a series of it is asked for. */
export function useShownFigure(enlarged: string | null, focus: SeriesName | null): void {
  const first = useRef(true);
  useEffect(() => {
    // A page that is shown again stays where it was.
    if (first.current) {
      first.current = false;
      return;
    }
    const figure = document.querySelector('.card.enlarged');
    figure?.scrollIntoView({ behavior: isCalm() ? 'auto' : 'smooth', block: 'nearest' });
  }, [enlarged, focus]);
}

/** The person wants nothing to move. */
function isCalm(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.body.classList.contains('vscode-reduce-motion')
  );
}
