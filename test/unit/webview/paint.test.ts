import { describe, expect, it } from 'vitest';
import { type Colour, hexText, parseColour, withAlpha } from '../../../webview/results/colour.ts';
import { distance, leastDistance, VISIONS } from '../../../webview/results/colour-vision.ts';
import { PAPER, paintsOf } from '../../../webview/results/paint.ts';
import { seriesColours } from '../../../webview/results/theme-colours.ts';
import { THEME_NAMES, VSCODE_THEMES } from '../../support/vscode-themes.ts';

function colour(text: string): Colour {
  const parsed = parseColour(text);
  if (parsed === null) throw new Error(`no colour: ${text}`);
  return parsed;
}

function targets(count: number) {
  return Array.from({ length: count }, (_, index) => ({ name: `t${index}`, baseline: index === 0 }));
}

function coloursOf(theme: keyof typeof VSCODE_THEMES) {
  const { variables } = VSCODE_THEMES[theme];
  const at = (name: string) => variables[name] ?? '';
  return {
    foreground: at('foreground'),
    background: at('editor-background'),
    series: seriesColours(at),
  };
}

const GROUNDS = [
  ...THEME_NAMES.map((name) => ({ name, colours: coloursOf(name) })),
  { name: 'paper', colours: PAPER },
];

describe('colours of targets', () => {
  it.each(GROUNDS)('of four targets are told apart however people see, in $name', ({ colours }) => {
    const paints = [...paintsOf(targets(4), colours).values()].map((paint) => colour(paint.colour));
    for (const [index, one] of paints.entries()) {
      for (const other of paints.slice(0, index)) expect(leastDistance(one, other)).toBeGreaterThan(20);
    }
  });

  it.each(GROUNDS)('are seen on the background, in $name', ({ colours }) => {
    for (const { colour: text } of paintsOf(targets(7), colours).values()) {
      expect(leastDistance(colour(text), colour(colours.background))).toBeGreaterThan(25);
    }
  });

  it('have the baseline in the colour of the text, as a circle, wherever it stands', () => {
    const paints = paintsOf(
      [
        { name: 'pv', baseline: false },
        { name: 'bare', baseline: true },
      ],
      coloursOf('dark'),
    );
    expect(paints.get('bare')).toEqual({ colour: coloursOf('dark').foreground, marker: 'circle' });
    expect(paints.get('pv')!.marker).toBe('rect');
  });

  it('come with shapes, so that no pair of both is given twice to thirty targets', () => {
    const paints = [...paintsOf(targets(30), coloursOf('dark')).values()];
    expect(new Set(paints.map(({ colour, marker }) => `${colour} ${marker}`)).size).toBe(30);
  });

  it('are there in a theme that lacks all of them', () => {
    const bare = { foreground: '#cccccc', background: '#000000', series: [] };
    expect(paintsOf(targets(3), bare).get('t2')).toEqual({ colour: '#cccccc', marker: 'triangle' });
  });
});

describe('colours', () => {
  it.each([
    ['#f00', '#ff0000'],
    ['#1a85ff', '#1a85ff'],
    ['#1a85ff80', '#1a85ff'],
    ['rgb(26, 133, 255)', '#1a85ff'],
    ['rgba(26, 133, 255, 0.5)', '#1a85ff'],
    [' #FFFFFF ', '#ffffff'],
  ])('%s is read', (text, hex) => {
    expect(hexText(colour(text))).toBe(hex);
  });

  it.each(['', 'red', '#12', '#12345', 'rgb(1, 2)', 'rgb(a, b, c)', 'color-mix(in srgb, red, blue)'])(
    '%j is not read',
    (text) => {
      expect(parseColour(text)).toBeNull();
    },
  );

  it('get an opacity', () => {
    expect(withAlpha('#1a85ff', 0.5)).toBe('rgba(26, 133, 255, 0.5)');
    expect(withAlpha('red', 0.5)).toBe('red');
  });
});

describe('distance of colours', () => {
  const [red, green] = [colour('#e00000'), colour('#3f8f00')];

  it('of black and white is 100, of a colour to itself 0, for everybody', () => {
    for (const vision of VISIONS) {
      expect(distance(colour('#000'), colour('#fff'), vision)).toBeCloseTo(100, 0);
      expect(distance(red, red, vision)).toBe(0);
    }
  });

  it('of red and green shrinks for those who do not see them apart', () => {
    expect(distance(red, green, 'deuteranopia')).toBeLessThan(distance(red, green, 'usual') / 2);
    expect(leastDistance(red, green)).toBeLessThan(60);
  });
});
