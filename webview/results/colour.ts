/** A colour in sRGB: each of its parts from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/**
 * Reads `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(...)` and `rgba(...)`; null for anything else. At its full strength, where a
 * theme gives it half transparent: a mark must be seen.
 */
export function parseColour(text: string): Colour | null {
  const parts = partsOfColour(text);
  return parts === null ? null : { red: parts[0], green: parts[1], blue: parts[2] };
}

/** Parts of a colour, each from 0 to 1, the last its opacity; null where the text is none. */
export function partsOfColour(text: string): Parts | null {
  return hexParts(text.trim()) ?? functionParts(text.trim());
}

type Parts = readonly [red: number, green: number, blue: number, alpha: number];

function hexParts(text: string): Parts | null {
  const digits = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.exec(text)?.[1];
  if (digits === undefined) return null;
  const long = digits.length < 6 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const part = (place: number) => Number.parseInt(long.slice(place, place + 2) || 'ff', 16) / 255;
  return [part(0), part(2), part(4), part(6)];
}

function functionParts(text: string): Parts | null {
  const inside = /^rgba?\(([^()]*)\)$/i.exec(text)?.[1];
  const [red, green, blue, alpha = 1] = (inside ?? '').split(/[\s,/]+/).map(Number);
  if (red === undefined || green === undefined || blue === undefined) return null;
  const parts: Parts = [red / 255, green / 255, blue / 255, alpha];
  return parts.every(Number.isFinite) ? parts : null;
}

/** `#1a85ff`. */
export function hexText({ red, green, blue }: Colour): string {
  const part = (value: number) =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${part(red)}${part(green)}${part(blue)}`;
}

/** The colour with that opacity, 0 to 1, in a form that a canvas takes. */
export function withAlpha(text: string, alpha: number): string {
  const colour = parseColour(text);
  if (colour === null) return text;
  const part = (value: number) => Math.round(value * 255);
  return `rgba(${part(colour.red)}, ${part(colour.green)}, ${part(colour.blue)}, ${alpha})`;
}
