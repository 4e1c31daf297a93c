import { describe, expect, it, test } from 'vitest';
import { experiment, messages, read, told } from './reading.ts';

describe('every mistake has its place and a sentence that helps', () => {
  test('all are told at once, in the order of the text', () => {
    const text = `{
  "titel": "x",
  "targets": {
    "bare": { "kind": "natve", "host": "bench1" },
    "pv": { "kind": "pv" }
  },
  "baseline": "bar",
  "benchmarks": ["tcp-smal", { "benchmark": "udp-medium", "sizes": ["64K"] }],
  "repetitions": -1,
  "repetitions": 3
}`;
    expect(told(text)).toEqual([
      'demo.xenbench.jsonc:2:3: Unknown key "titel" in the experiment: did you mean "title"?',
      'demo.xenbench.jsonc:4:23: "kind" must be one of native, pv, hvm, pvh, kvm, any, not "natve": did you mean "native"?',
      'demo.xenbench.jsonc:5:5: "host" is missing from the target "pv": it must be a name of ~/.ssh/config, user@host, user@host:port, or lab:NAME for the demo lab, in quotes.',
      'demo.xenbench.jsonc:7:15: The baseline "bar" is no target: did you mean "bare"?',
      'demo.xenbench.jsonc:8:18: Unknown benchmark "tcp-smal": did you mean "tcp-small"?',
      'demo.xenbench.jsonc:8:30: The benchmark "udp-medium" needs a second machine to talk to: add "peer": { "host": "root@10.0.0.2", "address": "10.0.0.2" } to the experiment.',
      'demo.xenbench.jsonc:8:69: The size "64K" is 65536 bytes, but one UDP datagram carries at most 65507.',
      'demo.xenbench.jsonc:9:18: "repetitions" must be a whole number from 1 to 10000, not -1.',
      'demo.xenbench.jsonc:10:3: The key "repetitions" is already there in the same object: remove one of the two.',
    ]);
  });

  test('lines end with LF, CRLF or CR, and columns count as editors do', () => {
    expect(told('{\r\n"a": 1,\r"😀": 2}').map((line) => line.slice(0, 28))).toContain(
      'demo.xenbench.jsonc:3:1: Unk',
    );
    expect(told('{"😀": [], "x": 1}').at(-1)).toContain(':1:12: Unknown key "x"');
  });

  test('at most a hundred are told', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key${n}`, 1]));
    expect(read(experiment(many)).diagnostics).toHaveLength(100);
  });
});

describe('numbers of the experiment', () => {
  it.each([
    [{ repetitions: 0 }, '"repetitions" must be a whole number from 1 to 10000, not 0.'],
    [{ repetitions: 2.5 }, '"repetitions" must be a whole number from 1 to 10000, not 2.5.'],
    [{ repetitions: '10' }, '"repetitions" must be a whole number from 1 to 10000, not "10".'],
    [{ repetitions: null }, '"repetitions" must be a whole number from 1 to 10000, not null.'],
    [{ warmup: 101 }, '"warmup" must be a whole number from 0 to 100, not 101.'],
    [{ seed: 2 ** 32 }, '"seed" must be a whole number from 0 to 4294967295, not 4294967296.'],
    [{ margin: 1.5 }, '"margin" must be a fraction from 0 to 1, not 1.5.'],
    [{ order: 'random' }, '"order" must be one of interleaved, sequential, not "random".'],
    [
      { boots: 11 },
      '11 boots need as many repetitions, but there are 10: lower "boots" or raise "repetitions".',
    ],
  ])('%j', (changes, message) => {
    expect(messages(changes)).toEqual([message]);
  });

  test('a plan that fits no run file is refused before it is made', () => {
    const sizes = Array.from({ length: 100 }, (_, n) => 512 * (n + 1));
    const benchmarks = [{ benchmark: 'disk', sizes }];
    expect(messages({ benchmarks, repetitions: 10_000 })).toEqual([
      '2 targets, 100 cases and 10000 repetitions make 2000000 trials, more than the 1000000 of one run: split the experiment.',
    ]);
  });
});

describe('targets', () => {
  const host = (text: string) => messages({ targets: { pv: { kind: 'pv', host: text } } });

  it.each([
    ['-oProxyCommand=sh', '"host" must not begin with "-": ssh would take it for an option.'],
    ['a b', '"host" must not hold blanks, line breaks or control characters.'],
    ['a\nb', '"host" must not hold line breaks or control characters.'],
    ['a\0', '"host" must not hold line breaks or control characters.'],
    ['', '"host" must not be empty.'],
    ['h;reboot', '"host" must not hold ";": ssh refuses it in the name of a host or user.'],
    ['h:0', '"host" must have a port from 1 to 65535 after the ":", not "0".'],
    ['h:70000', '"host" must have a port from 1 to 65535 after the ":", not "70000".'],
    ['root@', '"host" must have both parts of user@host.'],
    [
      'lab:pw',
      '"host" must be a machine of the demo lab, one of lab:native, lab:pv, lab:hvm, lab:pvh, lab:kvm, lab:peer, lab:this-machine (did you mean "lab:pv"?).',
    ],
  ])('host %j', (text, message) => {
    expect(host(text)).toEqual([message]);
  });

  it.each([
    'bench1',
    'root@h',
    'root@h:22',
    '::1',
    'fe80::1%eth0',
    'root@[::1]:22',
    'DOM\\u@h',
    'lab:this-machine',
  ])('host %s is fine', (text) => {
    expect(host(text)).toEqual([]);
  });

  test('jump and dom0 are hosts too', () => {
    const domain = { dom0: '-x', name: '-y', config: 'hvm.cfg' };
    expect(messages({ targets: { pv: { kind: 'pv', host: 'h', jump: '-J', domain } } })).toEqual([
      '"jump" must not begin with "-": ssh would take it for an option.',
      '"dom0" must not begin with "-": ssh would take it for an option.',
      '"name" must be a name as xl list shows it: letters, digits and . _ : + -.',
      '"config" must be an absolute path, one that begins with "/".',
    ]);
  });

  it.each([
    ['', 'The target name "" must not be empty.'],
    ['a\nb', 'The target name "a\\nb" must not hold line breaks or control characters.'],
    ['a\u2028b', 'The target name "a\\u2028b" must not hold line breaks or control characters.'],
    ['a\u202eb', 'The target name "a\\u202eb" must not hold invisible characters.'],
    ['x'.repeat(65), `The target name "${'x'.repeat(48)}..." must be at most 64 characters long.`],
    [' pv', 'The target name " pv" must not begin or end with a blank.'],
  ])('name %j', (name, message) => {
    expect(messages({ targets: { [name]: { kind: 'pv', host: 'h' } } })).toEqual([message]);
  });

  test('there must be at least one', () => {
    expect(messages({ targets: {} })).toEqual(['"targets" must name 1 to 64 targets.']);
    expect(messages({ targets: undefined })[0]).toMatch(
      /^"targets" is missing from the experiment: it must be an object/,
    );
    expect(messages({ targets: [] })[0]).toMatch(/^"targets" must be an object that names each target/);
  });

  test('only a machine without Xen has the hypervisor beneath it named, by a known word', () => {
    const of = (kind: string, under: string) => messages({ targets: { a: { kind, under, host: 'h' } } });
    expect(of('native', 'qemu')).toEqual([]);
    expect(of('pv', 'qemu')).toEqual([
      '"under" goes with "kind": "native" only, not with "pv": take it out.',
    ]);
    expect(of('native', 'qmeu')).toEqual([expect.stringContaining('did you mean "qemu"?')]);
    expect(of('native', 'xen')).toEqual([expect.stringContaining('"under" must be one of qemu, kvm,')]);
  });

  test('unknown keys are told with those that are known', () => {
    expect(messages({ targets: { pv: { kind: 'pv', host: 'h', colour: 'red' } } })).toEqual([
      'Unknown key "colour" in the target "pv": known are kind, under, host, jump, identityFile, domain.',
    ]);
  });
});

describe('benchmarks', () => {
  it.each([
    [
      'fio',
      'Unknown benchmark "fio": known are tcp-small, tcp-medium, tcp-large, udp-small, udp-medium, disk, memory, cpu.',
    ],
    [
      'command',
      'A command needs an object: { "benchmark": "command", "name": ..., "run": ..., "metrics": [...] }.',
    ],
    [{ benchmark: 'dsk' }, 'Unknown benchmark "dsk": did you mean "disk"?'],
    [7, 'A benchmark must be the name of a group, or an object with a "benchmark", not 7.'],
    [
      { benchmark: 'memory', sizes: ['1K'] },
      'Unknown key "sizes" in this "memory" benchmark: known are benchmark, elements, threads, passes, binary, name.',
    ],
    [{ benchmark: 'memory', passes: 1 }, '"passes" must be a whole number from 2 to 1000, not 1.'],
    [{ benchmark: 'cpu', binary: '-x' }, '"binary" must not begin with "-".'],
    [{ benchmark: 'disk', sizes: [] }, '"sizes" must be a list of 1 to 100 sizes, not an empty list.'],
    [{ benchmark: 'disk', sizes: [0] }, 'The size 0 must be above zero.'],
    [{ benchmark: 'disk', sizes: ['-64M'] }, 'The size "-64M" must not be negative.'],
    [{ benchmark: 'disk', sizes: [1000] }, 'The size 1000 is 1000 bytes, but dd writes whole blocks of 512.'],
    [
      { benchmark: 'disk', sizes: [true] },
      /^A size must be a number of bytes \(512\) or a text with K, M or G/,
    ],
    [
      { benchmark: 'disk', directory: 'tmp' },
      '"directory" must be an absolute path, one that begins with "/".',
    ],
    [{ benchmark: 'disk', name: 'cpu' }, /^"name" must not be "cpu"/],
  ])('%j', (entry, message) => {
    expect(messages({ benchmarks: [entry] })).toEqual([
      typeof message === 'string' ? message : expect.stringMatching(message),
    ]);
  });

  const peer = { address: '10.0.0.2' };

  test('a UDP datagram carries 65 507 bytes, TCP up to 1G', () => {
    const udp = (size: number) => messages({ peer, benchmarks: [{ benchmark: 'udp-small', sizes: [size] }] });
    const tcp = (size: string) => messages({ peer, benchmarks: [{ benchmark: 'tcp-large', sizes: [size] }] });
    expect(udp(65_507)).toEqual([]);
    expect(udp(65_508)).toHaveLength(1);
    expect(tcp('1G')).toEqual([]);
    expect(tcp('1025M')).toEqual(['The size "1025M" must be at most 1G for one TCP message.']);
  });

  it.each([
    [{ adress: '10.0.0.2' }, 'did you mean "address"?'],
    [{ address: '-H' }, '"address" must be an IP address or a host name'],
    [{ address: 'root@h' }, '"address" must be an IP address or a host name'],
    [{ address: '10.0.0.2', port: 0 }, '"port" must be a whole number from 1 to 65535'],
    [{ address: '10.0.0.2', host: '-x' }, '"host" must not begin with "-"'],
  ])('peer %j', (wrong, message) => {
    expect(messages({ peer: wrong, benchmarks: ['tcp-small'] }).join(' ')).toContain(message);
  });

  test('the same case twice asks for a name', () => {
    expect(messages({ benchmarks: ['memory', { benchmark: 'memory', threads: 2 }] })).toEqual([
      'The case "memory" is already there: give this entry a name of its own, such as "name": "memory-2".',
    ]);
    expect(
      messages({ benchmarks: ['memory', { benchmark: 'memory', threads: 2, name: 'memory-2' }] }),
    ).toEqual([]);
    expect(messages({ benchmarks: [{ benchmark: 'disk', sizes: ['1M', '1024K'] }] })).toEqual([
      'The case "disk/1M" is twice in this list of sizes: remove one.',
    ]);
  });

  test('a name stands for one entry', () => {
    const benchmarks = [
      { benchmark: 'memory', name: 'fast' },
      { benchmark: 'disk', name: 'fast', sizes: ['64M'] },
    ];
    expect(messages({ benchmarks })).toEqual([
      'The name "fast" is already that of another benchmark: choose another.',
    ]);
  });
});

describe('commands', () => {
  const command = (changes: Record<string, unknown>) =>
    messages({
      benchmarks: [
        {
          benchmark: 'command',
          name: 'c',
          run: 'true',
          metrics: [{ name: 'm', unit: 's', pattern: '([0-9]+)' }],
          ...changes,
        },
      ],
    });
  const metric = (changes: Record<string, unknown>) =>
    command({ metrics: [{ name: 'm', unit: 's', ...changes }] });

  it.each([
    [{ pattern: '(a)', json: '/a' }, 'A metric has either "json" or "pattern", not both: remove one.'],
    [{}, /^A metric needs "json", a pointer .* or "pattern", a regular expression/],
    [
      { pattern: 'x(?=y)' },
      '"pattern" is no regular expression that RE2 takes: invalid or unsupported Perl syntax at character 2, "(?=".',
    ],
    [{ pattern: '(a' }, /RE2 takes: missing closing \)/],
    [
      { pattern: 'a' },
      '"pattern" must have exactly one group ( ), the number, but has 0: put ( ) around the number.',
    ],
    [
      { pattern: '(a)(b)' },
      '"pattern" must have exactly one group ( ), the number, but has 2: write (?: ) for those that do not hold the number.',
    ],
    [{ pattern: '' }, '"pattern" must not be empty.'],
    [{ json: 'jobs.0.iops' }, '"json" must be a JSON pointer: begin with "/", such as "/jobs/0/iops".'],
    [{ json: '/a~2' }, '"json" must write "~" as "~0" and "/" inside a key as "~1" (RFC 6901).'],
    [
      { json: '/a', name: 'duration' },
      '"name" must not be "duration": every command has that metric already.',
    ],
    [{ json: '/a', better: 'more' }, '"better" must be one of higher, lower, not "more".'],
    [{ json: '/a', beter: 'lower' }, 'Unknown key "beter" in this metric: did you mean "better"?'],
  ])('metric %j', (changes, message) => {
    expect(metric(changes)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  it.each([
    [{ run: 'a\0b' }, '"run" must not hold a NUL character: no shell can be given one.'],
    [{ run: '' }, '"run" must not be empty.'],
    [{ name: 'tcp-small' }, /^"name" must not be "tcp-small", which already names one/],
    [{ name: 'Memory' }, /^"name" must not be "Memory"/],
    [
      { name: undefined },
      '"name" is missing from this "command" benchmark: it must be the name of the benchmark, in quotes.',
    ],
    [{ metrics: 'iops' }, '"metrics" must be a list of metrics, not "iops".'],
    [{ timeout: -1 }, '"timeout" must be a whole number from 1 to 86400, not -1.'],
  ])('%j', (changes, message) => {
    expect(command(changes)).toEqual([
      typeof message === 'string' ? message : expect.stringMatching(message),
    ]);
  });

  test('a metric is there once', () => {
    const same = { name: 'm', unit: 's', json: '/a' };
    expect(command({ metrics: [same, same] })).toEqual([
      'The metric "m" is already there: choose another name.',
    ]);
  });
});

describe('broken JSON', () => {
  it.each([
    ['{\n "a": 1\n "b": 2 }', ':3:2: A comma is missing before this.'],
    ["{ 'targets': {} }", ':1:3: A text must stand in double quotes ("), not in single ones.'],
    ['{ "a": nope }', ':1:8: "nope" is not JSON here'],
    ['{ "a" 1 }', ':1:7: A ":" is missing here, between the key and its value.'],
    ['{ "a": }', ':1:8: A value is missing here.'],
    ['{ "title": "x\n }', ':1:12: This text is never closed'],
    ['{ "title": "\\d" }', ':1:12: A backslash in a text must be doubled'],
    ['{ "title": "\\u12" }', ':1:12: A \\u in a text must have four hexadecimal digits'],
    ['{ "title": "a\tb" }', ':1:12: A text must not hold a tab'],
    ['{ "repetitions": 1. }', ':1:18: The number "1." is not finished'],
    ['{ /* open }', ':1:3: This comment is never closed: */ is missing.'],
    ['{\n "targets": {\n "a": 1 }', ':1:1: This { is never closed: a } is missing.'],
    [
      '{ "benchmarks": ["cpu" }',
      ':1:24: This } does not fit the bracket that is open here: a ] is missing before it.',
    ],
    ['{ "benchmarks": ["cpu"\n', ':1:17: This [ is never closed: a ] is missing.'],
    ['{ "a": 1 ]', ':1:10: This ] does not fit the bracket that is open here'],
    ['{} {}', ':1:4: Nothing may follow the }'],
  ])('%j', (text, message) => {
    expect(told(text).join('\n')).toContain(`demo.xenbench.jsonc${message}`);
    expect(read(text).experiment).toBeNull();
  });

  test('what stands before the break is judged, what it hides is not', () => {
    expect(
      told('{ "titel": 1, "repetitions": -1,\n "baseline": "x" "targets": {}, "benchmarks": ["cpu"] }'),
    ).toEqual([
      'demo.xenbench.jsonc:1:3: Unknown key "titel" in the experiment: did you mean "title"?',
      'demo.xenbench.jsonc:1:30: "repetitions" must be a whole number from 1 to 10000, not -1.',
      'demo.xenbench.jsonc:2:18: A comma is missing before this.',
    ]);
  });

  it.each(['', ' \n', '// only a comment\n', '\uFEFF'])('%j holds no experiment', (text) => {
    expect(told(text)).toEqual([expect.stringMatching(/:1:1: The file holds no experiment: begin with/)]);
  });

  it.each(['[]', '"x"', '7', 'null'])('%s is no experiment', (text) => {
    expect(told(text)[0]).toMatch(/:1:1: An experiment must be an object, in \{ \}/);
  });
});
