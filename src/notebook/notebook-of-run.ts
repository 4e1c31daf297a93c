import { GROUP_NAMES, GROUPS } from '../experiment/groups.ts';
import type { Experiment } from '../experiment/model.ts';
import { figuresOf } from '../report/figures-of-report.ts';
import { counted, listed } from '../report/listed.ts';
import { markdownItem, markdownText } from '../report/markdown-escape.ts';
import {
  DIFFERENCES,
  differenceSentences,
  runSentence,
  SIMULATED,
  titlesOf,
  trialsSentence,
} from '../report/sentences.ts';
import { doubtSentence } from '../report/target-label.ts';
import { shownTargets } from '../report/views.ts';
import type { ShowFields } from './fragment.ts';
import { CELL_LANGUAGE, type Cell, type Notebook, type Output, RESULT_MIME } from './notebook.ts';
import type { Result } from './result.ts';
import { resultMarkdown } from './result-markdown.ts';
import { type RunView, resultOf } from './result-of-run.ts';
import { resultText } from './result-text.ts';

/**
 * A notebook that tells a run: what was asked, the method, the table of coefficients of variation, the figures, what
 * differs from 2008. Its cells have their outputs already. `file` is the run file as the notebook names it.
 */
export function notebookOfRun(view: RunView, experiment: Experiment, file: string): Notebook {
  const { report, points } = view;
  const figures = figuresOf(report, points);
  const doubt = doubtSentence(shownTargets(report));
  const show = (fields: Shown): Cell => shownCell(fields, file, view);
  return {
    header: [],
    lineEnd: '\n',
    cells: [
      markdown([
        `# ${markdownText(titlesOf(report).join('; '))}`,
        ...(report.simulated ? [`> **${SIMULATED}**`] : []),
        ...(doubt === null ? [] : [`> **${markdownText(doubt)}**`]),
        [...report.runs.map(runSentence), trialsSentence(report.trials)].map(markdownItem).join('\n'),
      ]),
      markdown(['## Method', methodText(experiment)]),
      show({ show: 'summary' }),
      markdown([
        '## Coefficients of variation',
        'How far the runs of a value lie apart: of each group the largest, as in the 2008 paper. Steady below 1 %, noisy from 5 %.',
      ]),
      show({ show: 'cv-table' }),
      markdown(['## Figures', 'Every run as a point; the median of each case with its 95 % interval.']),
      ...figures.map(({ title }) => show({ show: 'chart', figure: title })),
      markdown([
        '## Differences from the 2008 method',
        report.deviations.length === 0
          ? 'None that the run itself tells of.'
          : report.deviations.map(markdownItem).join('\n'),
      ]),
      markdown([
        `## ${DIFFERENCES}`,
        report.differences.length === 0
          ? 'Nothing that the machines tell of.'
          : differenceSentences(report).map(markdownItem).join('\n'),
      ]),
      markdown(['## Machines', 'What each target told about itself before the first trial.']),
      show({ show: 'environment' }),
      markdown(['## Remarks', 'Write here what the numbers mean.']),
    ],
  };
}

type Shown =
  | { readonly show: 'summary' | 'cv-table' | 'environment' }
  | { readonly show: 'chart'; readonly figure: string };

function shownCell(fields: Shown, file: string, view: RunView): Cell {
  const { show, ...rest } = fields;
  const members = Object.entries({ show, run: file, ...rest }).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const whole: ShowFields =
    fields.show === 'chart'
      ? { ...fields, run: file, relative: false, metric: 'throughput' }
      : { ...fields, run: file };
  return {
    kind: 'code',
    language: CELL_LANGUAGE,
    text: `{ ${members.join(', ')} }`,
    fields: {},
    outputs: [outputOf(resultOf(whole, view))],
  };
}

/** A result in both its forms. */
export function outputOf(result: Result): Output {
  return {
    items: [{ mime: RESULT_MIME, encoding: 'text', data: resultText(result) }],
    fallback: resultMarkdown(result),
    fields: {},
  };
}

function markdown(paragraphs: readonly string[]): Cell {
  return { kind: 'markdown', language: 'markdown', text: paragraphs.join('\n\n'), fields: {}, outputs: [] };
}

function methodText({ targets, cases, repetitions, warmup, order, seed, boots, peer }: Experiment): string {
  const groups = new Set(cases.map(({ entry }) => entry));
  const named = [...groups].map((entry) => GROUP_NAMES.find((name) => name === entry));
  const words = [...groups].map((entry, index) => {
    const name = named[index];
    return markdownText(name === undefined ? entry : GROUPS[name].label);
  });
  const sentences = [
    `${counted(targets.length, 'target')} (${listed(targets.map(({ name, kind }) => `${markdownText(name)}: ${kind}`))}) and ${counted(cases.length, 'case')} of ${listed(words)}.`,
    `Each case was measured ${counted(repetitions, 'time')} on each target${warmup > 0 ? `, after ${counted(warmup, 'run')} to warm up` : ''}${boots > 1 ? `, spread over ${boots} boots` : ''}.`,
    order === 'interleaved'
      ? `The trials of each round were shuffled (seed ${seed}), so that drift hits all targets alike.`
      : 'All repetitions of a case ran in a row, target after target, as in 2008.',
    ...(peer === null ? [] : [`netperf talked to ${markdownText(peer.address)}.`]),
  ];
  return sentences.join(' ');
}
