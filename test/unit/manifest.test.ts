import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import {
  COMMANDS,
  CONTEXTS,
  EXPERIMENTS_VIEW,
  ITEMS,
  NOTEBOOK_TYPE,
  RESULT_RENDERER,
  RESULTS_EDITOR,
  SETTING_DEFAULTS,
  type Settings,
  TASK_TYPE,
  VIEW_CONTAINER,
  type XenBenchTask,
} from '../../src/manifest.ts';
import { RESULT_MIME } from '../../src/notebook/notebook.ts';
import { PROGRESS_MIME } from '../../src/notebook/progress.ts';
import { fileProblems } from './manifest/file-problems.ts';
import { idProblems } from './manifest/ids-problems.ts';
import type { Everything, Ids, PackageJson, Texts } from './manifest/package-json.ts';
import { settingProblems, taskProblems } from './manifest/settings-problems.ts';
import { textProblems } from './manifest/text-problems.ts';
import { whenProblems } from './manifest/when-problems.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const text = (path: string): string => readFileSync(ROOT + path, 'utf8');

/** Types are gone at run time; these hold their words, and do not compile without one of them. */
type WordsOf<Word extends string> = Readonly<Record<Word, true>>;
const OPEN: WordsOf<Settings['results.open']> = { start: true, end: true, never: true };
type TaskTypes = { readonly [Key in keyof Omit<XenBenchTask, 'type'>]-?: JsonType<XenBenchTask[Key]> };
type JsonType<Value> =
  NonNullable<Value> extends string
    ? 'string'
    : NonNullable<Value> extends number
      ? 'number'
      : NonNullable<Value> extends boolean
        ? 'boolean'
        : 'array';
const TASK: TaskTypes = {
  experiment: 'string',
  targets: 'array',
  benchmarks: 'array',
  repetitions: 'number',
  resume: 'string',
  allowMismatch: 'boolean',
};
type Required = {
  [Key in keyof XenBenchTask]-?: undefined extends XenBenchTask[Key] ? never : Key;
}[keyof XenBenchTask];
const REQUIRED: WordsOf<Exclude<Required, 'type'>> = { experiment: true };

const IDS: Ids = {
  commands: COMMANDS,
  needArgument: [
    COMMANDS.openAtLine,
    COMMANDS.refreshDomains,
    COMMANDS.startDomain,
    COMMANDS.shutDownDomain,
    COMMANDS.destroyDomain,
    COMMANDS.openConsole,
    COMMANDS.copyConsoleCommand,
  ],
  settings: { ...SETTING_DEFAULTS },
  choices: { 'results.open': Object.keys(OPEN) },
  container: VIEW_CONTAINER,
  views: [EXPERIMENTS_VIEW],
  editors: [RESULTS_EDITOR],
  notebooks: [NOTEBOOK_TYPE],
  renderers: [RESULT_RENDERER],
  mimes: [RESULT_MIME, PROGRESS_MIME],
  contexts: CONTEXTS,
  items: ITEMS,
  taskType: TASK_TYPE,
  task: TASK,
  taskRequired: Object.keys(REQUIRED),
};

function everything(): Everything {
  const edges = readdirSync(`${ROOT}src/ui`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => text(`src/ui/${name}`));
  return {
    packageJson: JSON.parse(text('package.json')) as PackageJson,
    ids: IDS,
    texts: JSON.parse(text('package.nls.json')) as Texts,
    translations: { 'pt-br': JSON.parse(text('package.nls.pt-br.json')) as Texts },
    sources: [text('src/extension.ts'), ...edges].join('\n'),
    exists: (path) => existsSync(ROOT + path),
  };
}

function problemsOf(all: Everything): string[] {
  return [idProblems, whenProblems, settingProblems, taskProblems, textProblems, fileProblems].flatMap(
    (problems) => problems(all),
  );
}

test('package.json and src/manifest.ts say the same, and the extension does it', () => {
  expect(problemsOf(everything())).toEqual([]);
});

/** A copy of package.json, or of another part as JSON, in which a text is another one. */
function changed(old: string, by: string): (all: Everything) => Everything {
  return (all) => {
    const json = JSON.stringify(all.packageJson);
    expect(json).toContain(old);
    return { ...all, packageJson: JSON.parse(json.replace(old, by)) as PackageJson };
  };
}

const withIds = (ids: Partial<Ids>) => (all: Everything) => ({ ...all, ids: { ...all.ids, ...ids } });
const withTexts = (texts: (texts: Texts) => Texts) => (all: Everything) => ({
  ...all,
  texts: texts(all.texts),
});
const withPortuguese = (texts: (texts: Texts) => Texts) => (all: Everything) => ({
  ...all,
  translations: { 'pt-br': texts(all.translations['pt-br'] ?? {}) },
});
const without = (key: string) => (texts: Texts) =>
  Object.fromEntries(Object.entries(texts).filter(([each]) => each !== key));

/** What somebody may get wrong, and a word of what they are told. */
const SLIPS: readonly (readonly [string, (all: Everything) => Everything, string])[] = [
  [
    'a command that the sources do not know',
    changed('"command":"xenBench.check","title"', '"command":"xenBench.chek","title"'),
    'only package.json has xenBench.chek',
  ],
  [
    'a command that is not contributed',
    withIds({ commands: { ...COMMANDS, more: 'xenBench.more' } }),
    'package.json lacks xenBench.more',
  ],
  [
    'a command that nobody registers',
    withIds({ commands: { ...COMMANDS, more: 'xenBench.more' } }),
    'nobody registers COMMANDS.more',
  ],
  [
    'a command that is hidden though it asks',
    changed('"command":"xenBench.openAtLine","when":"false"', '"command":"xenBench.run","when":"false"'),
    'hidden from the palette: only package.json has xenBench.run',
  ],
  [
    'a command that is shown though it needs an argument',
    changed(
      '"command":"xenBench.openAtLine","when":"false"',
      '"command":"xenBench.openAtLine","when":"true"',
    ),
    'package.json lacks xenBench.openAtLine',
  ],
  [
    'a menu that names no command',
    changed('[{"command":"xenBench.run","when"', '[{"command":"xenBench.rum","when"'),
    'names xenBench.rum',
  ],
  [
    'a key that nobody sets',
    changed(
      '"when":"view == xenBench.experiments && xenBench.hasExperiments"',
      '"when":"view == xenBench.experiments && xenBench.hasExperiment"',
    ),
    'xenBench.hasExperiment is no known key',
  ],
  [
    'a key that no clause reads',
    withIds({ contexts: { ...CONTEXTS, more: 'xenBench.more' } }),
    'no clause reads xenBench.more',
  ],
  [
    'a key that is never set',
    withIds({ contexts: { ...CONTEXTS, more: 'xenBench.more' } }),
    'nobody sets CONTEXTS.more',
  ],
  [
    'a view that is not there',
    changed('"view":"xenBench.experiments"', '"view":"xenBench.experiment"'),
    'there is no view xenBench.experiment',
  ],
  [
    'a clause on another view',
    changed('"view == xenBench.experiments"', '"view == xenBench.runs"'),
    'no view is xenBench.runs',
  ],
  ['a container of another name', withIds({ container: 'bench' }), 'package.json lacks bench'],
  [
    'an item that no menu pattern matches',
    changed('/^benchmarks$/', '/^benchmarx$/'),
    'no viewItem is /^benchmarx$/',
  ],
  ['an item that nobody gives', withIds({ items: { ...ITEMS, more: 'more' } }), 'nobody gives ITEMS.more'],
  [
    'an editor of another name',
    changed('"viewType":"xenBench.results"', '"viewType":"xenBench.result"'),
    'editors: only package.json has xenBench.result',
  ],
  [
    'a clause on another editor',
    changed('activeCustomEditorId == xenBench.results', 'activeCustomEditorId == xenBench.page'),
    'no activeCustomEditorId is xenBench.page',
  ],
  [
    'a notebook of another type',
    changed('"type":"xen-bench-notebook"', '"type":"xen-notebook"'),
    'notebooks: only package.json has xen-notebook',
  ],
  [
    'a clause on another notebook',
    changed('notebookType == xen-bench-notebook', 'notebookType == jupyter-notebook'),
    'no notebookType is jupyter-notebook',
  ],
  [
    'an output that no renderer shows',
    changed('application/vnd.xen-bench.progress+json', 'application/vnd.xen-bench.bar+json'),
    'types of outputs: only package.json has application/vnd.xen-bench.bar+json',
  ],
  [
    'a setting with another default',
    changed('"default":20', '"default":30'),
    'xenBench.explorer.runs: another default',
  ],
  [
    'a setting of another type',
    changed('"type":"integer","minimum":1,"maximum":500', '"type":"string","minimum":1,"maximum":500'),
    'xenBench.explorer.runs: string',
  ],
  [
    'a value that the sources do not know',
    changed('["start","end","never"]', '["start","end"]'),
    'xenBench.results.open: other values',
  ],
  [
    'a value that is not described',
    changed(',"%setting.results.open.never%"', ''),
    'a value is not described',
  ],
  [
    'a setting that the sources do not read',
    changed('"xenBench.explorer.runs":', '"xenBench.explorer.run":'),
    'settings: only package.json has xenBench.explorer.run',
  ],
  [
    'a setting that is not described',
    changed(',"markdownDescription":"%setting.explorer.runs%"', ''),
    'nothing tells what it is',
  ],
  [
    'a setting of no trust that is none',
    changed('["xenBench.ssh.configFile"]', '["xenBench.ssh.config"]'),
    'xenBench.ssh.config is no setting',
  ],
  [
    'a task of another type',
    changed('"type":"xenbench"', '"type":"xen"'),
    'tasks: only package.json has xen',
  ],
  [
    "a task's property of another name",
    changed('"repetitions":{"type"', '"rounds":{"type"'),
    'properties of a task: only package.json has rounds',
  ],
  [
    "a task's property of another type",
    changed('"repetitions":{"type":"integer"', '"repetitions":{"type":"string"'),
    "a task's repetitions: string",
  ],
  [
    'a task that needs more',
    changed('"required":["experiment"]', '"required":["experiment","targets"]'),
    'what a task must have: only package.json has targets',
  ],
  ['a text that is missing', withTexts(without('command.run')), 'only package.json has command.run'],
  ['a text that nobody uses', withTexts((texts) => ({ ...texts, more: 'x' })), 'package.json lacks more'],
  [
    'a text in package.json itself',
    changed('"title":"%command.run%"', '"title":"Run"'),
    'title "Run" is not in package.nls.json',
  ],
  [
    'a link to no command',
    withTexts((texts) => ({ ...texts, 'welcome.noExperiment': '[x](command:xenBench.x)' })),
    'there is no command xenBench.x',
  ],
  [
    'a text that is not translated',
    withPortuguese(without('command.run')),
    'pt-br: command.run is not translated',
  ],
  [
    'a translation of nothing',
    withPortuguese((texts) => ({ ...texts, more: 'x' })),
    'pt-br: more is not there any more',
  ],
  [
    'a translation without its link',
    withPortuguese((texts) => ({ ...texts, 'welcome.noExperiment': 'x' })),
    'pt-br: welcome.noExperiment has other links',
  ],
  [
    'a picture that is missing',
    changed('media/walkthrough/run.svg', 'media/walkthrough/ran.svg'),
    'media/walkthrough/ran.svg is missing',
  ],
  [
    'a schema that is missing',
    changed('xenbench.editor.schema.json', 'xenbench.json'),
    'media/xenbench.json is missing',
  ],
  ['a file that is not packed', changed('"media/*.png",', ''), 'media/icon.png is not packed'],
  [
    'a step that is never done',
    changed('onCommand:xenBench.check', 'onCommand:xenBench.chek'),
    'onCommand:xenBench.chek never happens',
  ],
];

describe('is told', () => {
  const right = everything();

  it.each(SLIPS)('%s', (_, slip, told) => {
    expect(problemsOf(slip(right)).join('\n')).toContain(told);
  });
});
