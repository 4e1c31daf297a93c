import { describe, expect, it } from 'vitest';
import type { TargetRecord } from '../../../src/journal/records.ts';
import { renderCsv } from '../../../src/report/csv.ts';
import { renderCvTable } from '../../../src/report/cv-table-text.ts';
import { renderLatex } from '../../../src/report/latex.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import type { Report } from '../../../src/report/model.ts';
import { doubtSentence, proofMark, targetLabel } from '../../../src/report/target-label.ts';
import { renderText } from '../../../src/report/text.ts';
import { shownTargets } from '../../../src/report/views.ts';
import { reportOf, sampleRun, targetRecord } from './sample.ts';

function labelled(
  name: string,
  kind: string,
  machine: string,
  label: string,
  changes: { status?: string; io?: string; under?: string | null } = {},
): TargetRecord {
  const { status = 'proved', io = 'paravirtual', under = null } = changes;
  return targetRecord({
    target: name,
    declared: { kind, host: `lab:${name}` },
    observed: { machine, under, label, io: { network: io, disk: io } },
    proof: {
      status,
      sentence: `It is ${machine}: a file says so.`,
      evidence: [{ source: 'a file', says: machine }],
    },
  });
}

const EMULATED = 'HVM, emulated devices';

function report(...records: readonly TargetRecord[]): Report {
  const run = sampleRun();
  return reportOf({ ...run, file: { ...run.file, targets: records } });
}

const WELL = report(
  labelled('bare', 'native', 'native', 'native', { io: 'hardware' }),
  labelled('pv', 'pv', 'pv', 'PV'),
  labelled('hvm', 'hvm', 'hvm', EMULATED, { io: 'emulated' }),
);
const MISMATCHED = report(
  labelled('bare', 'native', 'native', 'native', { io: 'hardware' }),
  labelled('pv', 'pv', 'hvm', EMULATED, { status: 'mismatch', io: 'emulated' }),
  labelled('hvm', 'hvm', 'unknown', 'unknown', { status: 'unproved', io: 'unknown' }),
);

const RENDERINGS: readonly (readonly [string, (of: Report) => string])[] = [
  ['text', (of) => renderText(of, { width: 200, colour: false })],
  ['Markdown', renderMarkdown],
  ['LaTeX', renderLatex],
  ['CSV', renderCsv],
  ['a pasted CV table', (of) => renderCvTable(of, 'csv')],
];

describe.each(RENDERINGS)('%s', (name, render) => {
  it('shows beside the numbers what each target proved to be', () => {
    const text = render(WELL);
    expect(text).toContain(EMULATED);
    expect(text).toMatch(/proved/);
    expect(text).not.toMatch(/mismatch|not proved/);
  });

  it('marks a target that is something else, and one of which nothing shows', () => {
    const text = render(MISMATCHED);
    if (name === 'CSV') {
      expect(text).toContain(`,pv,pv,"${EMULATED}",emulated,emulated,mismatch,`);
      return;
    }
    expect(text).toContain('mismatch: HVM seen');
    expect(text).toContain('label not proved');
  });
});

describe('a report', () => {
  it('has label, devices and proof of each target as data', () => {
    expect(WELL.runs[0]?.targets.find((each) => each.name === 'hvm')).toMatchObject({
      label: EMULATED,
      machine: 'hvm',
      under: null,
      io: { network: 'emulated', disk: 'emulated' },
      proof: 'proved',
      sentence: 'It is hvm: a file says so.',
    });
  });

  it('says where what differs is more than the kind of virtualisation', () => {
    expect(WELL.notes).toContain(
      'pv has paravirtual devices, hvm emulated ones: what differs is more than the kind of virtualisation.',
    );
    const alike = report(labelled('pv', 'pv', 'pv', 'PV'), labelled('hvm', 'hvm', 'hvm', 'HVM, PV drivers'));
    expect(alike.notes.join()).not.toContain('what differs');
  });

  it('says what is beneath Xen, and beneath a machine without it', () => {
    const nested = report(
      labelled('bare', 'native', 'native', 'native on QEMU', { under: 'qemu' }),
      labelled('pv', 'pv', 'pv', 'PV', { under: 'qemu' }),
    );
    expect(nested.notes).toContain(
      'On top of another hypervisor, QEMU: bare (native) and pv (PV). The numbers are of both.',
    );
  });

  it('tells of every doubt in its notes, with the evidence', () => {
    expect(MISMATCHED.notes).toEqual(
      expect.arrayContaining([
        'The label of pv does not hold, and it was measured all the same. It is hvm: a file says so.',
        'The label of hvm is not proved. It is unknown: a file says so.',
      ]),
    );
    expect(doubtSentence(shownTargets(MISMATCHED))).toBe(
      'Labels that do not hold: pv is declared pv, mismatch: HVM seen; hvm is declared hvm, label not proved.',
    );
  });
});

describe('the label of a target', () => {
  it('is as sure as its least sure record', () => {
    const records = [
      labelled('pv', 'pv', 'hvm', EMULATED, { status: 'mismatch' }),
      labelled('pv', 'pv', 'pv', 'PV'),
    ];
    expect(targetLabel(records)).toMatchObject({ proof: 'mismatch', label: `${EMULATED}, then PV` });
    expect(report(...records).notes.join()).toContain('changed while it was measured');
  });

  it('of a run file from before is the kind that was declared, unproved', () => {
    const old = shownTargets(report(targetRecord({ target: 'pv' }))).find(({ name }) => name === 'pv');
    expect(old).toMatchObject({ label: null, proof: 'unchecked' });
    expect(old === undefined ? '' : proofMark(old)).toBe('unproved');
  });

  it('of a file that somebody edited does no harm', () => {
    const record = targetRecord({
      observed: { machine: '__proto__', label: ['x'], io: { network: 'fast' }, under: 7 },
      proof: { status: '\u001b[31mproved' },
    });
    const label = targetLabel([record]);
    expect(label).toMatchObject({ machine: null, label: null, under: null });
    expect(label.io).toEqual({ network: 'unknown', disk: 'unknown' });
    expect(proofMark({ ...label, kind: 'pv', simulated: false })).not.toContain('\u001b');
  });
});
