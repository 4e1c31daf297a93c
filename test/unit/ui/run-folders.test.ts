import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunFolders, runFolders } from '../../../src/ui/files/run-folders.ts';

let folder: string;
let followed: RunFolders | null = null;
let moves: number;
let changed: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xen-bench-run-folders-'));
  moves = 0;
  changed = [];
  followed = runFolders({
    cameOrWent: () => {
      moves += 1;
    },
    changed: (run) => {
      changed.push(run);
    },
  });
});
afterEach(async () => {
  followed?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const experiment = (...path: string[]) => join(folder, ...path, 'mine.xenbench.jsonc');
const run = (name = 'a') => join(folder, '.xenbench', 'runs', `${name}.xenrun`);

async function write(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'x\n');
}

/** Whether something came or went since `before`; there may be any number of tellings of one thing. */
const told = (before: number) => vi.waitFor(() => expect(moves).toBeGreaterThan(before), 30_000);

test('tells of a first run, whose folders are made with it, and of each that comes, grows and goes after it', async () => {
  followed?.follow([experiment()]);
  await write(run());
  await told(0);
  // No telling of folders hides that of a file.
  await quiet();
  let before = moves;
  await write(run('b'));
  await told(before);
  await appendFile(run('b'), 'more\n');
  await vi.waitFor(() => expect(changed).toContain(run('b')), 30_000);
  await quiet();
  before = moves;
  await rm(run('b'));
  await told(before);
});

test('follows folders that were made anew', async () => {
  await write(run());
  followed?.follow([experiment()]);
  await rm(join(folder, '.xenbench'), { recursive: true });
  await told(0);
  await quiet();
  let before = moves;
  await mkdir(dirname(run()), { recursive: true });
  await told(before);
  await quiet();
  before = moves;
  await write(run('b'));
  await told(before);
});

test('is silent about other files, and about experiments that are not followed any more', async () => {
  await write(run());
  await write(join(folder, 'other', '.xenbench', 'runs', 'a.xenrun'));
  followed?.follow([experiment(), experiment('other')]);
  followed?.follow([experiment('other')]);
  await write(run('b'));
  await write(join(folder, 'other', 'notes.txt'));
  await write(join(folder, 'other', '.xenbench', 'runs', 'a.xenrun.lock'));
  await quiet();
  expect([moves, changed]).toEqual([0, []]);
});

test('an experiment inside the folder of runs of another, and one whose folder is not there, do no harm', async () => {
  const inner = join(folder, '.xenbench', 'mine.xenbench.jsonc');
  await write(run());
  followed?.follow([experiment(), inner, experiment('gone')]);
  await write(run('b'));
  await told(0);
  followed?.follow([experiment()]);
  await quiet();
  const before = moves;
  await write(run('c'));
  await told(before);
});

/** All that was told so far has arrived: a run made in a folder followed for this alone was told after it. */
async function quiet(): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'xen-bench-run-folders-'));
  const mark = { seen: false };
  const other = runFolders({
    cameOrWent: () => {
      mark.seen = true;
    },
    changed: () => {},
  });
  try {
    await mkdir(join(place, '.xenbench', 'runs'), { recursive: true });
    other.follow([join(place, 'mark.xenbench.jsonc')]);
    await writeFile(join(place, '.xenbench', 'runs', 'mark.xenrun'), '');
    await vi.waitFor(() => expect(mark.seen).toBe(true), 30_000);
  } finally {
    other.dispose();
    await rm(place, { recursive: true, force: true });
  }
}
