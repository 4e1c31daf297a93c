import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { createChart, type Drawing, type LiveChart } from './chart.ts';
import type { Mark } from './chart-data.ts';

export interface FigureChartProps {
  readonly drawing: Drawing;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** null: a click does nothing. */
  readonly onPick: ((mark: Mark | null) => void) | null;
}

/** A chart that is drawn when it comes near to what is in sight, and drawn anew only while it is there. */
export function FigureChart({ drawing, label, onPick }: FigureChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<LiveChart | null>(null);
  const near = useRef(false);
  const stale = useRef(true);
  // The newest of each, for what happens between two renderings.
  const latest = useRef({ drawing, onPick });
  latest.current = { drawing, onPick };

  const draw = () => {
    if (!near.current || !stale.current || canvas.current === null) return;
    stale.current = false;
    if (chart.current === null) {
      const picked = (mark: Mark | null) => latest.current.onPick?.(mark);
      chart.current = createChart(canvas.current, latest.current.drawing, onPick === null ? null : picked);
    } else chart.current.update(latest.current.drawing);
  };

  useEffect(() => {
    if (canvas.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        near.current = entries.some(({ isIntersecting }) => isIntersecting);
        draw();
      },
      { rootMargin: '300px' },
    );
    observer.observe(canvas.current);
    return () => {
      observer.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    stale.current = true;
    draw();
  }, [drawing]);

  const looked = drawing.ring !== null;
  useEffect(() => {
    // The panel of a trial may have covered the chart that it was picked from.
    if (looked) canvas.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [looked]);

  return (
    <div class="chart-box">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
