import { posix } from 'node:path';
import { commands, type Disposable, type Event, EventEmitter, Uri, workspace } from 'vscode';
import type { ExperimentReading } from '../../experiment/read.ts';
import { CONTEXTS } from '../../manifest.ts';
import { type Log, logError } from '../log.ts';
import { debounced } from './debounced.ts';
import { runFolders } from './run-folders.ts';
import { readRunHead } from './run-head.ts';
import { assignRuns, experimentName, type RunHead, usualOwners } from './run-places.ts';

/** An experiment file of the workspace, as it stands in the editor or on the disk. */
export interface ExperimentFile {
  readonly uri: Uri;
  /** `pv-vs-hvm` of `pv-vs-hvm.xenbench.jsonc`. */
  readonly name: string;
  readonly reading: ExperimentReading;
  /** Its run files, the newest first. */
  readonly runs: readonly Uri[];
}

/** The experiment files of the workspace, kept up to date as files and open editors change. */
export interface ExperimentFiles {
  /** In the order of their paths; empty until `ready`, and while the workspace is not trusted. */
  readonly all: readonly ExperimentFile[];
  /** Settles when the workspace was searched for the first time. */
  readonly ready: Promise<void>;
  readonly onDidChange: Event<void>;
  /** Searches anew. */
  refresh(): Promise<void>;
}

/** What the explorer needs beside the experiments themselves. */
export interface WorkspaceExperiments extends ExperimentFiles, Disposable {
  /** Run files of no experiment of the workspace, the newest first. */
  readonly otherRuns: readonly Uri[];
  /** A run file has grown or was replaced. */
  readonly onDidChangeRun: Event<Uri>;
}

const EXPERIMENTS = '**/*.xenbench.jsonc';
const RUNS = '**/*.xenrun';
/** On top of what the person's own `files.exclude` leaves out. */
const NEVER = '**/node_modules/**';
const MOST_EXPERIMENTS = 1_000;
const MOST_RUNS = 10_000;
/** The largest file that is read; the reader refuses a larger one by its size. */
const LARGEST_FILE = 1024 ** 2;
/** Several changes in a row count as one, as long as they leave no such pause, ms. */
const QUIET_MS = 150;
/** Changes without a pause are looked at all the same after this time, ms. */
const LONGEST_MS = 1_000;

/** Finds and follows the experiments and runs of the workspace. */
export function experimentFiles(log: Log): WorkspaceExperiments {
  const changed = new EventEmitter<void>();
  const runChanged = new EventEmitter<Uri>();
  /** First lines that were read; null: it could not be, which is tried again with the next search. */
  const heads = new Map<string, RunHead | null>();
  let readings: readonly Reading[] = [];
  let runs: readonly Uri[] = [];
  let all: readonly ExperimentFile[] = [];
  let otherRuns: readonly Uri[] = [];
  let hasExperiments: boolean | null = null;
  let disposed = false;

  const search = async (): Promise<void> => {
    const isOpen = workspace.isTrusted && (workspace.workspaceFolders?.length ?? 0) > 0;
    const experiments = isOpen ? await find(EXPERIMENTS, MOST_EXPERIMENTS) : [];
    // First watched, then searched: no run comes unnoticed between the two.
    folders.follow(experiments.map(({ fsPath }) => fsPath));
    runs = isOpen ? await find(RUNS, MOST_RUNS) : [];
    for (const [path, head] of heads) if (head === null) heads.delete(path);
    const known = new Map(readings.map((reading) => [reading.uri.toString(), reading]));
    readings = await Promise.all(experiments.map((uri) => readAgain(uri, known.get(uri.toString()))));
    await arrange();
  };

  const reread = async (uris: ReadonlySet<string>): Promise<void> => {
    readings = await Promise.all(
      readings.map((old) => (uris.has(old.uri.toString()) ? readAgain(old.uri, old) : old)),
    );
    await arrange();
  };

  /** Puts runs and experiments together, and tells where that changed anything. */
  const arrange = async (): Promise<void> => {
    const paths = readings.map(({ uri }) => uri.fsPath);
    const usual = usualOwners(paths);
    const found = [];
    for (const { fsPath } of runs) {
      const isUsual = usual(fsPath) !== null;
      if (!isUsual && !heads.has(fsPath)) heads.set(fsPath, await readRunHead(fsPath));
      found.push({ path: fsPath, head: isUsual ? null : (heads.get(fsPath) ?? null) });
    }
    const assigned = assignRuns(found, paths);
    const runsOf = (path: string | null) => (assigned.get(path) ?? []).map((each) => Uri.file(each));
    const before = new Map(all.map((file) => [file.uri.toString(), file]));
    const next = readings.map(({ uri, reading }): ExperimentFile => {
      const old = before.get(uri.toString());
      const its = runsOf(uri.fsPath);
      if (old?.reading === reading && sameUris(old.runs, its)) return old;
      return { uri, name: experimentName(uri.fsPath), reading, runs: its };
    });
    const others = runsOf(null);
    const isSame =
      next.length === all.length &&
      next.every((file, index) => file === all[index]) &&
      sameUris(others, otherRuns);
    all = next;
    otherRuns = others;
    if (hasExperiments !== next.length > 0) {
      hasExperiments = next.length > 0;
      void commands.executeCommand('setContext', CONTEXTS.hasExperiments, hasExperiments);
    }
    if (!isSame && !disposed) changed.fire();
  };

  // One piece of work after the other, so that an older search never overtakes a newer one.
  let working: Promise<void> = Promise.resolve();
  const work = (task: () => Promise<void>): Promise<void> => {
    working = working
      .then(() => (disposed ? undefined : task()))
      .catch((error: unknown) =>
        logError(log, 'The workspace could not be searched for experiments.', error),
      );
    return working;
  };

  const stale = new Set<string>();
  const searchSoon = debounced(QUIET_MS, LONGEST_MS, () => void work(search));
  const rereadSoon = debounced(QUIET_MS, LONGEST_MS, () => {
    const uris = new Set(stale);
    stale.clear();
    void work(() => reread(uris));
  });
  const isStale = (uri: Uri): void => {
    if (!uri.path.endsWith('.xenbench.jsonc')) return;
    stale.add(uri.toString());
    rereadSoon();
    isNews(uri);
  };
  /** What is created inside a folder that is just being made may escape a watcher: who opens or changes it tells too. */
  const isNews = (uri: Uri): void => {
    if (!uri.path.endsWith('.xenbench.jsonc') || workspace.getWorkspaceFolder(uri) === undefined) return;
    const name = uri.toString();
    if (!readings.some((reading) => reading.uri.toString() === name)) searchSoon();
  };

  const experimentWatcher = workspace.createFileSystemWatcher(EXPERIMENTS);
  const runWatcher = workspace.createFileSystemWatcher(RUNS);
  const runHasChanged = (uri: Uri): void => {
    // A run whose first line was not whole yet when it was found; or one that escaped, as an experiment may.
    if (heads.get(uri.fsPath) === null || !runs.some(({ fsPath }) => fsPath === uri.fsPath)) searchSoon();
    runChanged.fire(uri);
  };
  const folders = runFolders({ cameOrWent: searchSoon, changed: (run) => runHasChanged(Uri.file(run)) });
  const forgetRun = ({ fsPath }: Uri): void => {
    heads.delete(fsPath);
    searchSoon();
  };
  const life: Disposable[] = [
    changed,
    runChanged,
    searchSoon,
    rereadSoon,
    experimentWatcher,
    runWatcher,
    folders,
    experimentWatcher.onDidCreate(searchSoon),
    experimentWatcher.onDidDelete(searchSoon),
    experimentWatcher.onDidChange(isStale),
    runWatcher.onDidCreate(forgetRun),
    runWatcher.onDidDelete(forgetRun),
    runWatcher.onDidChange(runHasChanged),
    workspace.onDidOpenTextDocument(({ uri }) => isNews(uri)),
    workspace.onDidChangeTextDocument(({ document }) => isStale(document.uri)),
    workspace.onDidCloseTextDocument(({ uri }) => isStale(uri)),
    workspace.onDidChangeWorkspaceFolders(searchSoon),
    workspace.onDidGrantWorkspaceTrust(searchSoon),
  ];
  return {
    get all() {
      return all;
    },
    get otherRuns() {
      return otherRuns;
    },
    ready: work(search),
    onDidChange: changed.event,
    onDidChangeRun: runChanged.event,
    refresh() {
      heads.clear();
      return work(search);
    },
    dispose() {
      disposed = true;
      for (const each of life) each.dispose();
    },
  };
}

interface Reading {
  readonly uri: Uri;
  readonly reading: ExperimentReading;
}

async function find(pattern: string, most: number): Promise<Uri[]> {
  const found = await workspace.findFiles(pattern, NEVER, most);
  // A folder of the workspace that lies in another one may give a file twice; the tree knows items by their names.
  const once = [...new Map(found.map((uri) => [uri.toString(), uri])).values()];
  return once.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Reads an experiment; gives the old reading back where the text is the same. */
async function readAgain(uri: Uri, old: Reading | undefined): Promise<Reading> {
  const { readExperiment } = await import('../../experiment/read.ts');
  const reading = readExperiment(await bytesOf(uri), posix.basename(uri.path));
  const [first] = reading.diagnostics;
  const isSame = old?.reading.text === reading.text && old.reading.diagnostics[0]?.message === first?.message;
  return old !== undefined && isSame ? old : { uri, reading };
}

/** What the person sees counts: the text of an editor before it is saved, else the file. */
async function bytesOf(uri: Uri): Promise<Uint8Array> {
  const name = uri.toString();
  const dirty = workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === name,
  );
  if (dirty !== undefined) return new TextEncoder().encode(dirty.getText());
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > LARGEST_FILE ? new Uint8Array(LARGEST_FILE + 1) : await workspace.fs.readFile(uri);
  } catch {
    // Deleted since it was found, or not readable: the reader says that there is no experiment in it.
    return new Uint8Array();
  }
}

function sameUris(a: readonly Uri[], b: readonly Uri[]): boolean {
  return a.length === b.length && a.every((uri, index) => uri.toString() === b[index]?.toString());
}
