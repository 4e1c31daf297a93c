import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for a stream: only where a person looks at it, and not where NO_COLOR asks for none. */
export function coloursFor(stream: { readonly isTTY?: boolean }): Colours {
  return pc.createColors(stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb');
}
