import { Fragment } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { type FactRow, factRows, rowsWith, type TargetEnvironment } from '../../src/report/environments.ts';
import { grouped } from '../../src/report/grouped.ts';
import { counted } from '../../src/report/listed.ts';
import { plain } from '../../src/report/plain.ts';
import { MarkerIcon } from './marker.tsx';
import type { Paint } from './paint.ts';

export interface EnvironmentProps {
  /** Of the targets that are shown. */
  readonly environments: readonly TargetEnvironment[];
  readonly paints: ReadonlyMap<string, Paint>;
}

/** What the targets told about themselves: facts down by groups, targets across; folded until asked for. */
export function Environment({ environments, paints }: EnvironmentProps) {
  const [open, setOpen] = useState(false);
  if (environments.length === 0) return null;
  return (
    <details
      class="notes environment-section"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Environment of {counted(environments.length, 'target')}</summary>
      {/* Some hundred rows are made only for those who look. */}
      {open && <Facts environments={environments} paints={paints} />}
    </details>
  );
}

function Facts({ environments, paints }: EnvironmentProps) {
  const [looked, setLooked] = useState('');
  const [differing, setDiffering] = useState(false);
  const rows = useMemo(() => factRows(environments.map(({ facts }) => facts)), [environments]);
  const found = rowsWith(rows, looked).filter(({ differs }) => differs || !differing);
  return (
    <div class="environment-facts">
      <p class="environment-search">
        <input
          type="search"
          placeholder="Find a fact"
          aria-label="Find a fact"
          value={looked}
          onInput={(event) => setLooked(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Esc empties the field before it closes anything.
            if (event.key !== 'Escape' || looked === '') return;
            event.preventDefault();
            setLooked('');
          }}
        />
        <label>
          <input
            type="checkbox"
            checked={differing}
            onChange={(event) => setDiffering(event.currentTarget.checked)}
          />
          only what differs
        </label>
        <span class="aside" role="status">
          {found.length} of {counted(rows.length, 'fact')}
        </span>
      </p>
      <div class="environment-scroll">
        <table class="plain-table environment">
          <caption class="unseen">What the targets told about themselves</caption>
          <thead>
            <tr>
              <th scope="col">fact</th>
              {environments.map(({ target }) => (
                <th key={target} scope="col">
                  <span class="target-name">
                    <MarkerIcon paint={paints.get(target)} />
                    <span title={plain(target)}>{plain(target)}</span>
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...grouped(found, ({ group }) => group)].map(([group, ofGroup]) => (
              <Fragment key={group}>
                <tr class="first">
                  <th scope="rowgroup" colSpan={environments.length + 1} class="fact-group">
                    {group}
                  </th>
                </tr>
                {ofGroup.map((row) => (
                  <Fact key={row.fact} row={row} environments={environments} />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Fact({ row, environments }: { readonly row: FactRow } & Pick<EnvironmentProps, 'environments'>) {
  const { fact, label, cells, differs } = row;
  return (
    <tr data-fact={fact} class={differs ? 'differs' : ''}>
      <th scope="row" title={plain(fact)}>
        {plain(label)}
        {differs && <span class="unseen"> (differs)</span>}
      </th>
      {cells.map((cell, index) => (
        <td key={environments[index]?.target ?? index} class="fact-value">
          {cell === '' ? '-' : plain(cell, 5000)}
        </td>
      ))}
    </tr>
  );
}
