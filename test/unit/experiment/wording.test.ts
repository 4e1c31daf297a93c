import { describe, expect, it, test } from 'vitest';
import { listed, nearest, quoted } from '../../../src/experiment/wording.ts';

describe('texts of a file in our sentences', () => {
  it.each([
    ['line\nbreak', '"line\\nbreak"'],
    ['\u001b[31mred', '"\\u001b[31mred"'],
    ['\u009b31m', '"\\u009b31m"'],
    ['\u202egnp', '"\\u202egnp"'],
    ['a "quote"', '"a \\"quote\\""'],
    ['\ud800', '"\\ud800"'],
    ['máquina', '"máquina"'],
  ])('%j reaches no terminal as anything but text', (text, shown) => {
    expect(quoted(text)).toBe(shown);
  });

  test('long ones are cut', () => {
    expect(quoted('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(48)}..."`);
    expect(listed(Array.from({ length: 25 }, () => 'x'))).toMatch(/and 5 more$/);
  });
});

describe('the nearest known word', () => {
  const known = ['tcp-small', 'tcp-medium', 'udp-small', 'disk', 'cpu', 'host', 'repetitions'];
  it.each([
    ['tcp-smal', 'tcp-small'],
    ['TCP-Small', 'tcp-small'],
    ['hots', 'host'],
    ['dsk', 'disk'],
    ['repetition', 'repetitions'],
    ['cpus', 'cpu'],
  ])('%s was meant as %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it.each(['fio', 'pv', '', 'x'.repeat(1_000_000)])('%.10s is near to none', (word) => {
    expect(nearest(word, known)).toBeNull();
  });
});
