import type { Node } from 'jsonc-parser';

/** How a person writes their file, so that what is added looks like the rest. */
export interface Style {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Between a key's colon and its value. */
  readonly colon: string;
  /** Inside the braces of an object in one line. */
  readonly padding: string;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An object in one line gets no longer than this. */
const WIDEST = 110;

export function styleOf(text: string, root: Node): Style {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return {
    eol,
    unit: unitOf(text, root),
    colon: /"\s*:([ \t]*)[^\s]/.exec(text)?.[1] ?? ' ',
    padding: /\{([ \t]*)"[^{}[\]\r\n]*\}/.exec(text)?.[1] ?? ' ',
  };
}

function unitOf(text: string, root: Node): string {
  const outer = indentationAt(text, root.offset);
  for (const child of root.children ?? []) {
    if (!startsLine(text, child.offset)) continue;
    const inner = indentationAt(text, child.offset);
    if (inner.length > outer.length) return inner.slice(outer.length);
  }
  return /[\r\n]([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** The blanks that the line of a place begins with. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Only blanks stand before the place on its line. */
function startsLine(text: string, offset: number): boolean {
  return isBlank(text.slice(lineStart(text, offset), offset));
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

export function hasBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}

/** The value in one line. */
export function inLine(value: Json, style: Style): string {
  if (isList(value)) return `[${value.map((item) => inLine(item, style)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, child]) => keyed(key, inLine(child, style), style));
  if (members.length === 0) return '{}';
  return `{${style.padding}${members.join(', ')}${style.padding}}`;
}

/**
 * The value as it stands behind `indent`: over several lines where it would be too long for one, or where `tall` says
 * that its neighbours are.
 */
export function written(value: Json, style: Style, indent: string, tall: boolean): string {
  const line = inLine(value, style);
  if (typeof value !== 'object' || value === null) return line;
  if (!tall && indent.length + line.length <= WIDEST) return line;
  const deeper = indent + style.unit;
  const members = isList(value)
    ? value.map((item) => written(item, style, deeper, false))
    : Object.entries(value).map(([key, child]) => keyed(key, written(child, style, deeper, false), style));
  if (members.length === 0) return line;
  const [open, close] = isList(value) ? '[]' : '{}';
  const inner = members.map((member) => `${style.eol}${deeper}${member}`).join(',');
  return `${open}${inner}${style.eol}${indent}${close}`;
}

export function keyed(key: string, value: string, style: Style): string {
  return `${JSON.stringify(key)}:${style.colon}${value}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
