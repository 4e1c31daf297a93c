import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  Disposable,
  EventEmitter,
  l10n,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { readDocument } from './experiment-documents.ts';
import type { LensPlace, LensPlaces } from './lens-places.ts';

/** The commands that stand above an experiment, its targets and its benchmarks, and what to free at the end. */
export function codeLenses(files: ExperimentFiles): CodeLensProvider & { dispose(): void } {
  const changed = new EventEmitter<void>();
  const listeners = [
    files.onDidChange(() => changed.fire()),
    workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    changed,
  ];
  return {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const [{ experiment, diagnostics }, { lensPlaces }] = await Promise.all([
        readDocument(document),
        import('./lens-places.ts'),
      ]);
      const places = lensPlaces(document.getText());
      const results = resultsOf(files, document);
      // What has no file, or is not trusted, is not run.
      if (document.isUntitled || !workspace.isTrusted) return top(document, places, results);
      if (experiment === null) {
        const mistakes = diagnostics.filter(({ severity }) => severity === 'error').length;
        return top(document, places, [showMistakes(mistakes), ...results]);
      }
      const whole = { experiment: document.uri };
      return [
        ...top(document, places, [
          { title: l10n.t('Run'), command: COMMANDS.run, arguments: [whole] },
          { title: l10n.t('Check'), command: COMMANDS.check, arguments: [whole] },
          ...results,
        ]),
        ...places.targets.flatMap((place) => {
          const about = { ...whole, target: place.name };
          const alone = isAlone(document, place, places.targets);
          return [
            lens(document, place.offset, {
              title: alone ? l10n.t('Run on this target') : l10n.t('Run on {0}', noticeText(place.name, 64)),
              command: COMMANDS.run,
              arguments: [about],
            }),
            lens(document, place.offset, {
              title: alone ? l10n.t('Check') : l10n.t('Check {0}', noticeText(place.name, 64)),
              command: COMMANDS.check,
              arguments: [about],
            }),
          ];
        }),
        ...places.benchmarks.map((place) =>
          lens(document, place.offset, {
            title: isAlone(document, place, places.benchmarks)
              ? l10n.t('Run')
              : l10n.t('Run {0}', noticeText(place.name, 64)),
            command: COMMANDS.run,
            arguments: [{ ...whole, benchmark: place.name }],
          }),
        ),
      ];
    },
    dispose: () => Disposable.from(...listeners).dispose(),
  };
}

function top(document: TextDocument, { top: offset }: LensPlaces, commands: readonly Command[]): CodeLens[] {
  return commands.map((command) => lens(document, offset, command));
}

function lens(document: TextDocument, offset: number, command: Command): CodeLens {
  const position = document.positionAt(offset);
  return new CodeLens(new Range(position, position), command);
}

/** Whether a title may say `this`: no other of its kind begins on its line. */
function isAlone(document: TextDocument, place: LensPlace, all: readonly LensPlace[]): boolean {
  const { line } = document.positionAt(place.offset);
  return all.every((other) => other === place || document.positionAt(other.offset).line !== line);
}

function resultsOf({ all }: ExperimentFiles, { uri }: TextDocument): Command[] {
  const runs = all.find((file) => file.uri.toString() === uri.toString())?.runs ?? [];
  const [newest] = runs;
  if (newest === undefined) return [];
  return [
    { title: l10n.t('Results ({0})', runs.length), command: COMMANDS.openResults, arguments: [newest] },
  ];
}

function showMistakes(count: number): Command {
  return {
    title:
      count === 1
        ? l10n.t('1 mistake keeps it from running')
        : l10n.t('{0} mistakes keep it from running', count),
    command: 'editor.action.marker.next',
  };
}
