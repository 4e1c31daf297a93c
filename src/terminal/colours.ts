import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/**
 * Colours for a stream: where it says so itself, as a task terminal does; else only where a person looks at it, and not
 * where NO_COLOR asks for none.
 */
export function coloursFor(stream: { readonly isTTY?: boolean; readonly colour?: boolean }): Colours {
  if (stream.colour !== undefined) return pc.createColors(stream.colour);
  return pc.createColors(stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb');
}
