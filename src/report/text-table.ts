import { clip, clipName, pad, widthOf } from './fit.ts';

export interface Cell {
  readonly text: string;
  /** Puts colour on a text that is already cut to its width. */
  readonly paint?: (text: string) => string;
}

export interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly Cell[];
}

export interface TableStyle {
  /** Columns of the terminal, from 20. */
  readonly width: number;
  readonly ellipsis: string;
  /** Colour of headers and of the lines before rows. */
  readonly heading: (text: string) => string;
  /** Lines of their own before the row of that number, from 0. */
  readonly sections?: ReadonlyMap<number, string>;
}

const GAP = '  ';
const NARROWEST_LABEL = 8;
const WIDEST_HEADER = 20;
const WIDEST_CELL = 44;

/** How many blocks of columns a table takes at that width; one where it fits. */
export function blockCount(label: Column, columns: readonly Column[], width: number): number {
  return layOut(label, columns, width).blocks.length;
}

/**
 * A table as lines, none wider than `style.width`. Where it is too wide, it is split into blocks of columns, each
 * with the label column first; numbers are cut last: the label and the headers give way before them.
 */
export function textTable(label: Column, columns: readonly Column[], style: TableStyle): readonly string[] {
  const { labelWidth, blocks } = layOut(label, columns, style.width);
  return blocks.flatMap((block, index) => {
    const lines = blockLines([{ column: label, width: labelWidth }, ...block], style);
    return index === 0 ? lines : ['', ...lines];
  });
}

interface Placed {
  readonly column: Column;
  readonly width: number;
}

interface Layout {
  readonly labelWidth: number;
  readonly blocks: readonly (readonly Placed[])[];
}

function layOut(label: Column, columns: readonly Column[], width: number): Layout {
  const natural = columns.map(naturalWidth);
  const widest = Math.max(0, ...natural);
  const labelRoom = Math.max(NARROWEST_LABEL, width - GAP.length - widest);
  const labelWidth = Math.min(naturalWidth(label), labelRoom, width);
  const room = width - labelWidth;
  const blocks: Placed[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [index, column] of columns.entries()) {
    const columnWidth = Math.min(natural[index] ?? 0, room - GAP.length);
    if (used + GAP.length + columnWidth > room) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)?.push({ column, width: columnWidth });
    used += GAP.length + columnWidth;
  }
  return { labelWidth, blocks };
}

function naturalWidth({ header, cells }: Column): number {
  const widest = cells.reduce((most, { text }) => Math.max(most, widthOf(text)), 0);
  return Math.min(WIDEST_CELL, Math.max(widest, Math.min(WIDEST_HEADER, widthOf(header))));
}

function blockLines(placed: readonly Placed[], style: TableStyle): readonly string[] {
  const { width: total, ellipsis, heading, sections } = style;
  const rows = placed[0]?.column.cells.length ?? 0;
  const headers = placed.map(({ column, width }) => ({
    text: clipName(column.header, width, ellipsis),
    paint: heading,
  }));
  const lines = [line(placed, headers, ellipsis)];
  for (let row = 0; row < rows; row++) {
    const section = sections?.get(row);
    if (section !== undefined) lines.push(heading(clip(section, total, ellipsis)));
    const cells = placed.map(({ column }) => column.cells[row] ?? { text: '' });
    lines.push(line(placed, cells, ellipsis));
  }
  return lines;
}

function line(placed: readonly Placed[], cells: readonly Cell[], ellipsis: string): string {
  const shown = placed.map(({ column, width }, index) => {
    const { text, paint } = cells[index] ?? { text: '' };
    // The first column holds names, the others mostly numbers.
    const cut = (index === 0 ? clipName : clip)(text, width, ellipsis);
    return pad(paint === undefined || cut === '' ? cut : paint(cut), width, column.align);
  });
  return shown.join(GAP).trimEnd();
}
