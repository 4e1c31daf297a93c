import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xen-bench-guests-'));
});
afterEach(() => rm(folder, { recursive: true }));

const GUEST = [
  '--name',
  'web',
  '--kernel',
  '/boot/vmlinuz',
  '--disk',
  'phy:/dev/vg/web',
  '--bridge',
  'xenbr0',
  '--memory',
  '1G',
];
const write = (...more: string[]) => runCli(['guests', 'write', ...GUEST, '--output', folder, ...more]);
const at = (name: string) => join(folder, name);

test('what is written is comparable, and says so with 0', async () => {
  const written = await write('--vcpus', '2', '--types', 'pv, hvm-emulated');
  expect(written).toMatchObject({ code: 0, stdout: `${at('web-pv.cfg')}\n${at('web-hvm-emulated.cfg')}\n` });
  expect(await readFile(at('web-pv.cfg'), 'utf8')).toContain('\nvcpus = 2\n');
  const compared = await runCli(['guests', 'compare', at('web-pv.cfg'), at('web-hvm-emulated.cfg')]);
  expect(compared.code).toBe(0);
  expect(compared.stdout).toContain('Comparable:');
});

test('the usual types, and those of 2008', async () => {
  expect((await write()).code).toBe(0);
  expect((await readdir(folder)).sort()).toEqual(['web-hvm.cfg', 'web-pv.cfg', 'web-pvh.cfg']);
  expect((await write('--like-2008', '--name', 'old')).code).toBe(0);
  expect((await readdir(folder)).filter((name) => name.startsWith('old')).sort()).toEqual([
    'old-hvm-emulated.cfg',
    'old-pv.cfg',
  ]);
  expect(await readFile(at('old-hvm-emulated.cfg'), 'utf8')).toContain('\nhap = 0 ');
});

test('where one file is there already nothing is written, and it stays as it is', async () => {
  await writeFile(at('web-pvh.cfg'), 'mine');
  const { code, stderr } = await write();
  expect(code).toBe(2);
  expect(stderr).toContain('web-pvh.cfg is there already');
  expect(await readdir(folder)).toEqual(['web-pvh.cfg']);
  expect(await readFile(at('web-pvh.cfg'), 'utf8')).toBe('mine');
});

test('a difference that spoils it ends with 1, and is there for programs', async () => {
  await write();
  const text = await readFile(at('web-hvm.cfg'), 'utf8');
  await writeFile(
    at('other.cfg'),
    text.replace('\nvcpus = 1', '\nvcpus = 3').replace('maxvcpus = 1', 'maxvcpus = 3'),
  );
  const { code, stdout } = await runCli(['guests', 'compare', at('web-pv.cfg'), at('other.cfg'), '--json']);
  expect(code).toBe(1);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({ format: 1, comparable: false });
  expect(told.differences[0]).toMatchObject({
    kind: 'spoils',
    what: 'vcpus',
    a: { value: '1' },
    b: { value: '3' },
  });
});

test('a file that xl would refuse ends with 2 and its lines', async () => {
  await writeFile(at('bad.cfg'), 'name = "x"\nvcpus = -1\ntype = hvm\n');
  const { code, stderr } = await runCli(['guests', 'compare', at('bad.cfg'), at('bad.cfg')]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${at('bad.cfg')}:2: `);
  expect(stderr).toContain(`${at('bad.cfg')}:3: `);
  expect((await runCli(['guests', 'compare', at('none.cfg'), at('none.cfg')])).code).toBe(2);
});

test.each([
  [['guests'], 'takes write or compare.'],
  [['guests', 'delete'], 'not "delete"'],
  [['guests', 'compare', 'a.cfg'], 'takes two configuration files, not 1'],
  [['guests', 'compare', 'a', 'b', '--name', 'x'], 'has no option --name'],
  [['guests', 'write', '--json'], 'has no option --json'],
  [['guests', 'write', '--name', 'x', '--memory', '1G'], 'needs --output'],
  [
    ['guests', 'write', ...GUEST, '--output', '/tmp/x', '--types', 'pvm'],
    '"pvm" is none. Did you mean "pv"?',
  ],
  [['guests', 'write', ...GUEST, '--output', '/tmp/x', '--memory', '1000'], 'no whole number of MiB'],
  [['guests', 'write', ...GUEST, '--output', '/tmp/x', '--bootloader', 'pygrub'], 'two ways to start'],
  [['guests', 'write', ...GUEST, '--output', '/tmp/x', '--disk', 'nfs:/x'], 'A disk is phy:/dev/'],
])('wrong usage ends with 2: %j', async (words, message) => {
  const { code, stderr } = await runCli(words);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
