import type { Results } from '../../src/protocol.ts';
import { counted } from '../../src/report/listed.ts';
import { plain } from '../../src/report/plain.ts';

export interface NotesProps {
  readonly results: Results;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** What differs from the 2008 method, what a reader must know, and how it was run; folded until asked for. */
export function Notes({ results: { report, files }, open, onToggle }: NotesProps) {
  const { deviations, notes } = report;
  const told = [
    ...(deviations.length > 0 ? [counted(deviations.length, 'deviation')] : []),
    ...(notes.length > 0 ? [counted(notes.length, 'note')] : []),
    'conditions',
  ];
  return (
    <details class="notes" open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>{told.join(', ').replace(/, ([^,]*)$/, ' and $1')}</summary>
      <div class="notes-columns">
        <NoteList heading="Deviations from the 2008 method" texts={deviations} />
        <NoteList heading="Notes" texts={notes} />
        <section>
          <h3>Conditions</h3>
          <ul>
            {files.map(({ path, order, seed, repetitions, software }) => (
              <li key={path}>
                <span class="path">{plain(path)}</span>: {counted(repetitions, 'repetition')}, {order}, seed{' '}
                {seed}, Xen Bench {plain(software.version)} on {plain(software.platform)}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </details>
  );
}

function NoteList({ heading, texts }: { readonly heading: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section>
      <h3>{heading}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{plain(text, 1000)}</li>
        ))}
      </ul>
    </section>
  );
}
