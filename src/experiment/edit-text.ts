/** A change of a text: `length` characters (UTF-16) from `offset` on give way to `content`. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/** A part of a text under edit: characters of the original that stay, or new ones. */
type Piece = { readonly from: number; readonly to: number } | { readonly content: string };

/** A text on which one edit is made after the other, and what became of the original's characters. */
export interface EditedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export function unedited(text: string): EditedText {
  return { text, pieces: text === '' ? [] : [{ from: 0, to: text.length }] };
}

/** The text after edits whose places are those of `edited.text`; they do not overlap. */
export function withEdits(edited: EditedText, edits: readonly TextEdit[]): EditedText {
  // From the end, so that no edit moves the places of another; of two at one place the first given stays first.
  const backwards = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.offset - a.edit.offset || b.index - a.index);
  return backwards.reduce<EditedText>(
    ({ text, pieces }, { edit: { offset, length, content } }) => ({
      text: text.slice(0, offset) + content + text.slice(offset + length),
      pieces: [
        ...cut(pieces, 0, offset),
        ...(content === '' ? [] : [{ content }]),
        ...cut(pieces, offset + length, Number.POSITIVE_INFINITY),
      ],
    }),
    edited,
  );
}

/** All edits in one go, with places of the original text: in its order, none touching another. */
export function editsOf({ pieces }: EditedText, original: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let content = '';
  for (const piece of [...pieces, { from: original.length, to: original.length }]) {
    if ('content' in piece) {
      content += piece.content;
      continue;
    }
    if (piece.from > at || content !== '') edits.push({ offset: at, length: piece.from - at, content });
    at = piece.to;
    content = '';
  }
  return edits;
}

/** The pieces between two places of the edited text. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  let at = 0;
  return pieces.flatMap((piece): Piece[] => {
    const length = 'content' in piece ? piece.content.length : piece.to - piece.from;
    const [first, last] = [Math.max(from - at, 0), Math.min(to - at, length)];
    at += length;
    if (first >= last) return [];
    if ('content' in piece) return [{ content: piece.content.slice(first, last) }];
    return [{ from: piece.from + first, to: piece.from + last }];
  });
}
