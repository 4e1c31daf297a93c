import type { TableFormat } from '../../src/report/table-text.ts';
import { CvTable, type CvTableProps } from './cv-table.tsx';
import { Menu } from './menu.tsx';

export interface CvSectionProps extends CvTableProps {
  readonly onCopy: (format: TableFormat) => void;
}

/** The CV table with its heading and what its words mean. */
export function CvSection({ onCopy, ...table }: CvSectionProps) {
  return (
    <section class="section" aria-labelledby="cv-heading">
      <div class="section-head">
        <h2 id="cv-heading">
          Coefficient of variation
          <span class="aside">the largest of each group, with its 95 % interval and its case</span>
        </h2>
        <div class="section-tools">
          <Menu
            align="right"
            label="Copy Table"
            items={[
              { key: 'markdown', label: 'as Markdown', onPick: () => onCopy('markdown') },
              { key: 'csv', label: 'as CSV', onPick: () => onCopy('csv') },
              { key: 'latex', label: 'as LaTeX', onPick: () => onCopy('latex') },
            ]}
          />
        </div>
      </div>
      <div class="cv-scroll">
        <CvTable {...table} />
      </div>
      <p class="aside table-note">
        {table.report.trials.valid === 0
          ? 'No trial has given a number yet.'
          : 'steady below 1 %, fair below 5 %, noisy from 5 %. A click on a cell shows its series.'}
      </p>
    </section>
  );
}
