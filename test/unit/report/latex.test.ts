import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderLatex } from '../../../src/report/latex.ts';
import { latexNumber, latexText } from '../../../src/report/latex-escape.ts';
import { ACTED_ON, hostileReport } from './hostile.ts';
import { experimentOf, reportOf, sampleRun, target } from './sample.ts';

/** What a text may be made of: letters that mean nothing to LaTeX, and the escapes that print one sign each. */
const PRINTED =
  /^(?:[^\\{}$&#%_^~<>|"'`[\]\n-]|\\[{}$&#%_]|\\text(?:backslash|ascii(?:tilde|circum)|less|greater|bar)\{\}|\{(?:[-'`[\]]|'')\})*$/u;

it('escapes any text to signs that are printed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => PRINTED.test(latexText(text))));
  expect(latexText('50% of a_b & $x \\input{/etc/passwd} -- "y" ^~#')).toBe(
    "50\\% of a\\_b \\& \\$x \\textbackslash{}input\\{/etc/passwd\\} {-}{-} {''}y{''} \\textasciicircum{}\\textasciitilde{}\\#",
  );
});

it('sets numbers as numbers', () => {
  expect(latexNumber('8.20e-3')).toBe('$8.20 \\times 10^{-3}$');
  expect(latexNumber('1.0e+2')).toBe('$1.0 \\times 10^{2}$');
  expect(latexNumber('-12.5')).toBe('$-12.5$');
  expect(latexNumber('-')).toBe('-');
});

describe('a report', () => {
  const experiment = experimentOf({ repetitions: 6, targets: [target('bare', 'native'), target('pv')] });
  const text = renderLatex(reportOf(sampleRun({ experiment, simulated: () => false })));

  it('has the CV table', () => {
    expect(text).toContain(
      [
        '\\begin{table}',
        '\\centering',
        '\\caption{Coefficient of variation, the largest of each group. bare: native (unproved); pv: pv (unproved).}',
        '\\begin{tabular}{lrr}',
        '  \\hline',
        '  group & bare & pv \\\\',
        '  \\hline',
      ].join('\n'),
    );
    expect(text).toMatch(/ {2}CPU & \$\d\.\d\d \\times 10\^\{-4\}\$ \(0\.0\d\\,\\%\) & /);
  });

  it('has a table of each series with medians and intervals', () => {
    expect(text).toContain(
      '\\caption{TCP small: transactions in 1/s (higher is better), median with its 95 \\% interval. bare: native (unproved); pv: pv (unproved).}',
    );
    expect(text).toMatch(/ {2}tcp\{-\}small\/16 & \$\d+\$ \{\[\}\$\d+\$, \$\d+\$\{\]\} & /);
    expect(text.match(/\\begin\{table\}/g)).toHaveLength(10);
  });

  it('says in every caption that it is simulated, and of which targets', () => {
    const simulated = renderLatex(reportOf(sampleRun({ experiment, simulated: (name) => name === 'pv' })));
    const captions = simulated.split('\n').filter((line) => line.startsWith('\\caption'));
    for (const caption of captions) expect(caption).toContain('not a measurement of Xen');
    expect(simulated).toContain('group & bare & pv (simulated) \\\\');
    expect(text).not.toContain('demo lab');
  });

  it('tells in comments what was run and what differs from 2008', () => {
    const head = text.slice(0, text.indexOf('\\begin'));
    expect(head).toMatch(/^% PV against HVM\n% paper-2008: run run-a/);
    expect(head).toContain('% Different from 2008: Every value was planned 6 times');
    expect(
      head
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('% ')),
    ).toBe(true);
  });
});

it('lets no name make commands, cells, lines or comments', () => {
  const text = renderLatex(hostileReport());
  expect(text.replaceAll('\n', '')).not.toMatch(ACTED_ON);
  const body = text.split('\n').filter((line) => !line.startsWith('% '));
  const commands = new Set(body.join('\n').match(/\\[a-zA-Z]+/g));
  for (const command of commands) {
    expect(command).toMatch(
      /^\\(begin|end|centering|caption|hline|times|textbf|text(bar|less|greater|backslash|ascii\w+))$/,
    );
  }
  for (const row of body.filter((line) => line.startsWith('  ') && line.endsWith('\\\\'))) {
    expect(row.replaceAll('\\&', '').split('&')).toHaveLength(3);
  }
});
