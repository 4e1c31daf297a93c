import type { Heat } from '../../src/report/heat.ts';

/** A steady, a wavy and a jagged line: tells without colour how far the trials lie apart. */
const LINES: Readonly<Record<Heat, string>> = {
  steady: 'M1.5 8h13',
  fair: 'M1.5 8c2.2 -4.4 4.3 -4.4 6.5 0s4.3 4.4 6.5 0',
  noisy: 'M1.5 10l2.4 -6l2.8 9l2.8 -10.5l2.8 9l2.2 -5.5',
};

export function HeatIcon({ heat }: { readonly heat: Heat }) {
  return (
    <svg class={`heat-icon ${heat}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={LINES[heat]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />
    </svg>
  );
}
