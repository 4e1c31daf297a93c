import { describe, expect, it } from 'vitest';
import { renderCvTable } from '../../../src/report/cv-table-text.ts';
import { renderTable, TABLE_FORMATS } from '../../../src/report/table-text.ts';
import { ACTED_ON, HOSTILE, hostileReport } from './hostile.ts';
import { failed, reportOf, sampleRun, withTrials } from './sample.ts';

const rows = [
  ['16', 22_012.345_678, null],
  ['=1', 0.5, 0],
] as const;

describe('a table', () => {
  it('as Markdown', () => {
    expect(renderTable('markdown', ['size', 'a|b', 'c'], rows)).toBe(
      '| size | a\\|b | c |\n| --- | --- | --- |\n| 16 | 22012 | - |\n| =1 | 0.5000 | 0 |\n',
    );
  });

  it('as CSV, in full precision', () => {
    expect(renderTable('csv', ['size', 'a,b', 'c'], rows)).toBe(
      'size,"a,b",c\r\n16,22012.345678,\r\n\'=1,0.5,0\r\n',
    );
  });

  it('as LaTeX, numbers to the right', () => {
    expect(renderTable('latex', ['size', 'a&b', 'c'], rows)).toBe(
      [
        '\\begin{tabular}{lrr}',
        '  \\hline',
        '  size & a\\&b & c \\\\',
        '  \\hline',
        '  16 & $22012$ & - \\\\',
        '  =1 & $0.5000$ & $0$ \\\\',
        '  \\hline',
        '\\end{tabular}',
        '',
      ].join('\n'),
    );
  });

  it.each(TABLE_FORMATS)('as %s, of hostile texts', (format) => {
    const text = renderTable(format, [HOSTILE], [[HOSTILE], [HOSTILE]]);
    expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(ACTED_ON);
    expect(text.split('\n')).toHaveLength({ markdown: 5, csv: 4, latex: 9 }[format]);
  });
});

describe('the CV table alone', () => {
  const report = reportOf(sampleRun({ simulated: (name) => name === 'pv' }));

  it('has the targets and groups that were chosen', () => {
    const text = renderCvTable(report, 'markdown', { targets: ['pv', 'bare'], groups: ['CPU', 'Disk'] });
    expect(text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))).toMatchObject([
      ['', 'group', 'bare (native; unproved)', 'pv (pv; simulated)', ''],
      expect.anything(),
      ['', 'Disk', expect.stringMatching(/^3\.\d\de-1 \(3\d\.\d\d %\)$/), expect.anything(), ''],
      ['', 'CPU', expect.anything(), expect.anything(), ''],
      [''],
    ]);
  });

  it('has fractions in full precision as CSV, and all when nothing was chosen', () => {
    const lines = renderCvTable(report, 'csv').trimEnd().split('\r\n');
    expect(lines[0]).toBe('group,bare (native; unproved),pv (pv; simulated),hvm (hvm; unproved)');
    expect(lines).toHaveLength(1 + new Set(report.cvTable.map(({ group }) => group)).size);
    const cpu = report.cvTable.filter(({ group }) => group === 'CPU').map(({ maxCv }) => maxCv);
    expect(lines).toContain(`CPU,${cpu.join(',')}`);
  });

  it('leaves open what is unknown', () => {
    const none = reportOf(withTrials(sampleRun(), (trial) => failed(trial)));
    expect(renderCvTable(none, 'csv', { groups: ['CPU'] })).toContain('CPU,,,\r\n');
    expect(renderCvTable(none, 'latex', { groups: ['CPU'] })).toContain('  CPU & - & - & - \\\\\n');
  });

  it.each(TABLE_FORMATS)('as %s survives hostile names', (format) => {
    expect(renderCvTable(hostileReport(), format).replaceAll(/\r?\n/g, '')).not.toMatch(ACTED_ON);
  });
});
