import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * A picture of a window has few colours that matter: its own PNG with a palette of 256 is a third as large, and nobody
 * sees the difference. Takes what Chromium writes: 8 bits, RGB or RGBA, not interlaced. Throws for any other.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = readPng(png);
  const palette = paletteOf(pixels);
  const places = nearestPlaces(pixels, palette);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(places.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits, palette.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB each, row by row. */
  readonly pixels: Uint32Array;
}

function readPng(png: Buffer): Picture {
  let head: Buffer | null = null;
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') head = body;
    if (type === 'IDAT') parts.push(body);
    at += length + 12;
  }
  const [depth, kind, , , interlaced] = head?.subarray(8) ?? [];
  if (head === null || depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0)
    throw new Error('This is no picture of Chromium.');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  return {
    width,
    height,
    pixels: pixelsOf(inflateSync(Buffer.concat(parts)), width, height, kind === 2 ? 3 : 4),
  };
}

/** Takes the filters of the rows away (PNG specification, 9.2). */
function pixelsOf(raw: Buffer, width: number, height: number, size: number): Uint32Array {
  const stride = width * size;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const filter = raw[start];
    const row = Uint8Array.from(raw.subarray(start + 1, start + 1 + stride));
    for (let x = 0; x < stride; x++) {
      const left = x < size ? 0 : (row[x - size] ?? 0);
      const up = above[x] ?? 0;
      const corner = x < size ? 0 : (above[x - size] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      row[x] = (row[x] ?? 0) + guess;
    }
    for (let x = 0; x < width; x++) {
      const at = x * size;
      pixels[y * width + x] = ((row[at] ?? 0) << 16) | ((row[at + 1] ?? 0) << 8) | (row[at + 2] ?? 0);
    }
    above = row;
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The most frequent colours, of those that look alike only the most frequent. */
function paletteOf(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  for (let apart = 0; ; apart += 4) {
    const palette: number[] = [];
    for (const colour of frequent) {
      if (palette.every((other) => distance(colour, other) > apart * apart)) palette.push(colour);
      if (palette.length > 256) break;
    }
    if (palette.length <= 256) return palette;
  }
}

function nearestPlaces(pixels: Uint32Array, palette: readonly number[]): Uint8Array {
  const known = new Map<number, number>();
  return Uint8Array.from(pixels, (pixel) => {
    let place = known.get(pixel);
    if (place === undefined) {
      place = 0;
      let least = Number.POSITIVE_INFINITY;
      palette.forEach((colour, index) => {
        const far = distance(pixel, colour);
        if (far >= least) return;
        least = far;
        place = index;
      });
      known.set(pixel, place);
    }
    return place;
  });
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return red * red + green * green + blue * blue;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
