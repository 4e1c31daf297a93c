import type { Marker, Paint } from './paint.ts';

const SHAPES: Readonly<Record<Marker, string>> = {
  circle: 'M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  rect: 'M3 3h8v8h-8z',
  triangle: 'M7 2.2l5 8.8h-10z',
  rectRot: 'M7 1.6l5.4 5.4l-5.4 5.4l-5.4 -5.4z',
  crossRot: 'M3 3l8 8M11 3l-8 8',
  star: 'M3 3l8 8M11 3l-8 8M7 1.5v11M1.5 7h11',
  cross: 'M7 1.5v11M1.5 7h11',
};

/** The mark of a target as it stands in the figures. */
export function MarkerIcon({ paint }: { readonly paint: Paint | undefined }) {
  if (paint === undefined) return null;
  const open = paint.marker === 'crossRot' || paint.marker === 'star' || paint.marker === 'cross';
  return (
    <svg class="marker" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      <path
        d={SHAPES[paint.marker]}
        fill={open ? 'none' : paint.colour}
        stroke={open ? paint.colour : 'none'}
        stroke-width="2"
      />
    </svg>
  );
}
