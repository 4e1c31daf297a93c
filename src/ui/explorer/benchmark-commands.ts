import { l10n } from 'vscode';
import type { EntryFields, ExperimentEdit } from '../../experiment/edit.ts';
import { entryBenchmark, entryName } from '../../experiment/entry-name.ts';
import { valueAt } from '../../experiment/places.ts';
import { plain } from '../../report/plain.ts';
import { answered, askInSteps, BACK, pickOne } from '../multi-step.ts';
import { askBenchmarkName, askParameter, parameterLabel } from './benchmark-questions.ts';
import { chooseEntry, chooseExperiment, entriesOf } from './choose.ts';
import { applyEdits, applyWithUndo, openExperiment } from './experiment-edits.ts';
import { openEntry } from './open-at-line.ts';
import { type Parameter, parametersFor, parameterValue, typedValue } from './parameters.ts';
import type { CommandSources } from './target-commands.ts';

export async function editBenchmark({ files }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Edit Benchmark');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const index = await chooseEntry(opened, argument, title);
  if (index === undefined) return;
  const entry = fieldsOf(entriesOf(opened.value)[index]);
  const { benchmark } = entry;
  const heading = l10n.t('Edit Benchmark {0}', plain(entryName(entry) ?? '?', 64));
  interface Draft {
    /** null: in the editor, not here. */
    readonly parameter: Parameter | null;
    readonly typed: string | null;
  }
  const editOf = (parameter: Parameter, typed: string): ExperimentEdit => {
    const value = parameterValue(benchmark, parameter, typed, entry[parameter]);
    return { edit: 'change-benchmark', index, fields: { [parameter]: value } };
  };
  const parameters = parametersFor(benchmark);
  const draft = await askInSteps<Draft>({ parameter: parameters[0] ?? null, typed: null }, [
    {
      ask: (known, at) =>
        answered(
          pickOne<Parameter | null>({
            ...at,
            title: heading,
            placeholder: l10n.t('What is to change?'),
            choices: [
              ...parameters.map((parameter) => ({
                value: parameter,
                label: parameterLabel(parameter),
                description: typedValue(entry[parameter]) || l10n.t('not given'),
              })),
              {
                value: null,
                label: l10n.t('Something else'),
                description: l10n.t('opens the file at this benchmark'),
                icon: 'go-to-file',
              },
            ],
            active: known.parameter,
          }),
          (parameter): Draft => ({ parameter, typed: null }),
        ),
    },
    {
      when: ({ parameter }) => parameter !== null,
      ask: async ({ parameter }, at) => {
        if (parameter === null) return undefined;
        const current = typedValue(entry[parameter]);
        const problem = (typed: string) => opened.problem([editOf(parameter, typed)]);
        const answer = askParameter(heading, at, benchmark, parameter, current, problem);
        return answered(answer, (typed): Draft => ({ parameter, typed }));
      },
    },
  ]);
  if (draft === undefined) return;
  if (draft.parameter === null) await openEntry(uri, index);
  else if (draft.typed !== null) await applyEdits(opened, [editOf(draft.parameter, draft.typed)]);
}

export async function renameBenchmark({ files }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Rename Benchmark');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const index = await chooseEntry(opened, argument, title);
  if (index === undefined) return;
  const entry = fieldsOf(entriesOf(opened.value)[index]);
  const edit = (name: string): ExperimentEdit => ({
    edit: 'rename-benchmark',
    index,
    name: name === '' ? null : name,
  });
  const group = entry.benchmark === 'command' ? null : entry.benchmark;
  const current = valueAt(entry, ['name']);
  const name = await askBenchmarkName(title, {}, typedValue(current), group, (text) =>
    opened.problem([edit(text)]),
  );
  if (name !== undefined && name !== BACK && name !== (current ?? '')) {
    await applyEdits(opened, [edit(name)]);
  }
}

export async function removeBenchmark({ files, log }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Remove Benchmark');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const index = await chooseEntry(opened, argument, title);
  if (index === undefined) return;
  const name = plain(entryName(entriesOf(opened.value)[index]) ?? '?', 64);
  const message = l10n.t('Removed the benchmark "{0}" from {1}.', name, opened.fileName);
  await applyWithUndo(opened, [{ edit: 'remove-benchmark', index }], message, log);
}

function fieldsOf(entry: unknown): EntryFields {
  const benchmark = entryBenchmark(entry) ?? '';
  return typeof entry === 'string' ? { benchmark } : { ...(entry as object), benchmark };
}
