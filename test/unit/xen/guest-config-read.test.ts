import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConfigValue, readGuestConfig } from '../../../src/xen/guest-config-read.ts';
import { dom0 } from './captured-xl.ts';

/** Values by key; the mistakes with their lines where there are any. */
function read(text: string): Record<string, ConfigValue> | readonly string[] {
  const reading = readGuestConfig(text);
  if (!reading.ok) return reading.mistakes.map(({ line, message }) => `${line}: ${message}`);
  return Object.fromEntries([...reading.config].map(([key, { value }]) => [key, value]));
}

test('every configuration of the real dom0 is read', () => {
  const files = dom0('xl-cfg')
    .split(/^== .*\n/m)
    .filter(Boolean);
  expect(files).toHaveLength(4);
  const [hvm, , pv] = files.map((file) => read(file));
  expect(hvm).toMatchObject({ name: 'hvm', memory: '384', disk: ['phy:/dev/vdc,hda,w'], usb: '0' });
  expect(pv).toMatchObject({ type: 'pv', vif: ['mac=00:16:3e:00:00:21,bridge=xenbr0'] });
});

test('both quotes, escapes, numbers, comments, semicolons, and a last line without an end', () => {
  expect(
    read(`# a guest
name="h0"; type='hvm' # not a comment: "#" in "a#b"
extra = 'a "quoted" word\\' \\\\ \\tA' ; memory = 0x200
root = "a#b"
vcpus = 2`),
  ).toEqual({
    name: 'h0',
    type: 'hvm',
    extra: `a "quoted" word' \\ \tA`,
    memory: '0x200',
    root: 'a#b',
    vcpus: '2',
  });
});

test('lists go on over lines, hold comments and lists, and may end with a comma', () => {
  expect(
    read(`disk = [   # two of them
  'a',  # first

  "b"
  ,
]
vnuma = [ [ "pnode=0","size=512" ], [ ] ]
empty = []
cpus = [ "0", 1, ]
`),
  ).toEqual({ disk: ['a', 'b'], vnuma: [['pnode=0', 'size=512'], []], empty: [], cpus: ['0', '1'] });
});

test('the last value of a key counts; += adds to it', () => {
  expect(
    read('memory = 1\nmemory = 2\ndisk = [ "a" ]\ndisk += [ "b" ]\nextra = "x"\nextra += " y"\nnew += "z"\n'),
  ).toEqual({
    memory: '2',
    disk: ['a', 'b'],
    extra: 'x y',
    new: 'z',
  });
  const reading = readGuestConfig('\n\ndisk = [\n"a"]\n');
  expect(reading.ok && reading.config.get('disk')?.line).toBe(3);
});

test.each([
  ['name = web', '1: a string, a number or a list was expected, not "web" (a text needs quotes: "web")'],
  ['\nmemory 512', '2: "=" is missing after memory, before "512"'],
  ['vcpus = -1', '1: "-1": xl reads values, no Python: no signs, points or calls'],
  ['vcpus = 1.5', '1: ".5": xl reads values, no Python: no signs, points or calls'],
  ['a = "b', '1: the string "b does not end on its line'],
  ['a = "b" "c"', '1: a line end or ";" is missing before "c"'],
  ['a = [\n"b"\n"c" ]', '3: "," or "]" was expected, not "c"'],
  ['a = [ "b",\n\n', '1: the list that begins here has no "]"'],
  ['a = ', '1: a string, a number or a list was expected, not the end of the file'],
  ['a = \nb = 1', '1: a string, a number or a list was expected, not the end of the line'],
  ['Name = "x"', '1: "Name": names are in lower case, and a text needs quotes'],
  ['a = [ , ]', '1: a string, a number or a list was expected, not ","'],
  ['a = "x"\na += [ "y" ]', '2: a list cannot be added to a text, nor a text to a list'],
  ['a = "\\q"', '1: a backslash in this string stands before nothing that xl knows'],
  ['a = "\\x41"', '1: a backslash in this string stands before nothing that xl knows'],
  ['a = 1\n# end', '2: a comment in the last line needs a line end for xl'],
  ['a = "x" \\\n', '1: a line cannot be continued with a backslash; only a list may go on in the next line'],
  ['a = 1\r\nb = 2\r\n', '1: the line ends as on Windows (CR LF); xl wants LF alone'],
  ['\ufeffa = 1', '1: the file begins with a byte order mark; xl wants none'],
  [`a = ${'['.repeat(50)}`, '1: lists are nested too deeply'],
])('%j is refused with its line', (text, mistake) => {
  const mistakes = read(text);
  expect(mistakes).toBeInstanceOf(Array);
  expect((mistakes as string[])[0]).toBe(mistake);
});

test('after a mistake reading goes on, so that all lines with mistakes are told', () => {
  const lines = read('a = b\nc = 1\nd = \ne = "x" y\n');
  expect((lines as string[]).map((line) => line.slice(0, 2))).toEqual(['1:', '3:', '4:']);
});

test('any text is read, or refused with lines that it has and sentences fit to show', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'a',
          '=',
          '+=',
          '"x"',
          "'y'",
          '[',
          ']',
          ',',
          '\n',
          ';',
          '#',
          '1',
          ' ',
          '\\',
          '"',
          'B',
        ),
        { maxLength: 60 },
      )
      .map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const reading = readGuestConfig(given);
      if (reading.ok) return;
      expect(reading.mistakes.length).toBeGreaterThan(0);
      for (const { line, message } of reading.mistakes) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(given.split('\n').length);
        expect(message).toMatch(/^[^\p{Cc}]{10,300}$/u);
      }
    }),
    { numRuns: 4000 },
  );
});

test('what xl writes as strings comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', '#', ';', ' ', ']', 'é') }),
      (given) => {
        const quoted = `"${given.replace(/[\\"]/g, '\\$&')}"`;
        expect(read(`a = ${quoted}\n`)).toEqual({ a: given });
      },
    ),
  );
});

test('a large hostile file is refused soon', () => {
  for (const filler of ['[', 'a=[1]\n', 'a+=[1]\n', '"', '\\', '#', 'a', '\n']) {
    readGuestConfig(filler.repeat(Math.floor(1_000_000 / filler.length)));
  }
  expect(read('#'.repeat(2_000_000))).toEqual(['1: the file is too long for a configuration of a guest']);
});
