/**
 * The table: what was measured above what was judged, each under its own heading. Options stand side
 * by side, as above it; the name of any figure orders them by it.
 */

import { copyIcon, downloadIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { download } from '../../ui/download';
import { Empty, ProblemNote } from '../../ui/states';
import type { BoardActions } from './actions';
import { groupName, headingOf, wordOf } from './headings';
import { OptionLabel, useDoing } from './parts';
import type { Sorting } from './table';
import { BY_LABEL, groupsOf, partOf, resorted, sortedRows } from './table';
import type { CellValue, Column, Comparison, Row } from './wire';
import { shown } from './words';

export function CompareTable(props: {
  comparison: Comparison;
  contribute: boolean;
  actions: BoardActions;
}): JSX.Element {
  const { table, decided } = props.comparison;
  const [sorting, setSorting] = useState<Sorting>(BY_LABEL);
  if (table.rows.length === 0) {
    return (
      <Empty title={trans.__('Nothing to compare yet')}>
        {trans.__(
          'Files are measured when an option is written, times and memory when it is run.'
        )}
      </Empty>
    );
  }
  const rows = sortedRows(table, sorting);
  const sort = (column: number): void => setSorting(resorted(sorting, column));
  return (
    <>
      <div
        className="cg-table-box"
        tabIndex={0}
        role="group"
        aria-label={trans.__('Comparison table')}
      >
        <table className="cg-table" data-testid="cg-table">
          <thead>
            <tr>
              <th scope="col">
                <SortButton
                  label={trans.__('Option')}
                  column={-1}
                  sorting={sorting}
                  onSort={sort}
                />
              </th>
              {rows.map(row => (
                <th
                  key={row.option}
                  scope="col"
                  className={row.option === decided ? 'cg-mod-chosen' : undefined}
                  data-testid="cg-table-option"
                >
                  <OptionLabel label={row.label} /> {row.name}
                </th>
              ))}
            </tr>
          </thead>
          {groupsOf(table.columns).map(({ group, span, first }) => (
            <tbody key={first} className={`cg-mod-${kindOf(group)}`}>
              <tr>
                <th
                  className="cg-group-name"
                  scope="rowgroup"
                  colSpan={rows.length + 1}
                >
                  {groupName(group)}
                </th>
              </tr>
              {table.columns.slice(first, first + span).map((column, at) => (
                <tr key={column.name}>
                  <th scope="row" aria-sort={sortOf(sorting, first + at)}>
                    <SortButton
                      label={headingOf(column)}
                      column={first + at}
                      sorting={sorting}
                      onSort={sort}
                    />
                    {column.better === 'lower' && (
                      <span className="cg-muted" title={trans.__('Less is better')}>
                        {' '}
                        <span aria-hidden="true">↓</span>
                        <span className="cg-visually-hidden">
                          {trans.__('(less is better)')}
                        </span>
                      </span>
                    )}
                  </th>
                  {rows.map(row => (
                    <Figure
                      key={row.option}
                      row={row}
                      column={column}
                      value={row.cells[first + at] ?? null}
                      part={partOf(table, first + at, row.cells[first + at] ?? null)}
                      best={column.best.includes(row.option)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <Exports {...props} />
    </>
  );
}

function SortButton(props: {
  label: string;
  column: number;
  sorting: Sorting;
  onSort: (column: number) => void;
}): JSX.Element {
  const { label, column, sorting } = props;
  return (
    <button
      data-testid="cg-sort"
      type="button"
      title={trans.__('Order the options by %1', label)}
      onClick={() => props.onSort(column)}
    >
      {label}
      <span aria-hidden="true" className="cg-arrow">
        {sorting.column === column ? (sorting.descending ? ' ◀' : ' ▶') : ''}
      </span>
    </button>
  );
}

function sortOf(
  sorting: Sorting,
  column: number
): 'ascending' | 'descending' | undefined {
  if (sorting.column !== column) {
    return undefined;
  }
  return sorting.descending ? 'descending' : 'ascending';
}

/** What nobody measured or judged has no figure. */
function Figure(props: {
  row: Row;
  column: Column;
  value: CellValue;
  part: number | null;
  best: boolean;
}): JSX.Element {
  const { column, value, part, best } = props;
  if (value === null) {
    return (
      <td className="cg-muted">
        {kindOf(column.group) === 'measured'
          ? trans.__('not measured')
          : trans.__('not judged')}
      </td>
    );
  }
  return (
    <td
      className={[
        typeof value === 'number' ? 'cg-mod-number' : '',
        best ? 'cg-mod-best' : ''
      ].join(' ')}
      data-best={best || undefined}
    >
      {typeof value === 'string' && value !== ''
        ? wordOf(column, value)
        : shown(value, column.unit === 's' ? 's' : '')}
      {best && (
        <span className="cg-best" title={trans.__('The best of this row')}>
          <span aria-hidden="true">★</span>
          <span className="cg-visually-hidden"> {trans.__('(best)')}</span>
        </span>
      )}
      {part !== null && (
        <span
          aria-hidden="true"
          className="cg-bar"
          style={{ ['--cg-part' as string]: part.toFixed(3) }}
        />
      )}
    </td>
  );
}

/** What was measured must not look like what was judged. */
function kindOf(group: string): 'measured' | 'judged' {
  return group.toLowerCase().startsWith('measured') ? 'measured' : 'judged';
}

function Exports(props: {
  comparison: Comparison;
  contribute: boolean;
  actions: BoardActions;
}): JSX.Element {
  const { actions } = props;
  const doing = useDoing();
  const [said, setSaid] = useState('');
  return (
    <>
      <div className="cg-actions">
        <Button
          label={trans.__('CSV')}
          icon={downloadIcon}
          title={trans.__('Download the table as CSV')}
          testId="cg-table-csv"
          disabled={doing.busy}
          onClick={() =>
            void doing.run(async () =>
              download(await actions.table('csv'), 'comparison.csv', 'text/csv')
            )
          }
        />
        <Button
          label={trans.__('Page')}
          icon={downloadIcon}
          title={trans.__(
            'Download the comparison with its minutes as a page that opens anywhere, offline, and prints'
          )}
          testId="cg-page"
          disabled={doing.busy}
          onClick={() =>
            void doing.run(async () =>
              download(await actions.page(), 'comparison.html', 'text/html')
            )
          }
        />
        <Button
          label={trans.__('Copy as Markdown')}
          icon={copyIcon}
          testId="cg-table-md"
          disabled={doing.busy}
          onClick={() =>
            void doing.run(async () => {
              actions.copy(await actions.table('md'));
              setSaid('Copied.');
            })
          }
        />
        {props.contribute && (
          <>
            <span className="cg-spring" />
            <Button
              label={trans.__('Run all')}
              title={trans.__('Run every option against the check')}
              testId="cg-run-all"
              disabled={doing.busy}
              onClick={() => void doing.run(() => actions.act({ act: 'run' }))}
            />
            <Button
              label={trans.__('Ask the model to judge')}
              title={trans.__('Its scores are kept apart from those of people')}
              testId="cg-judge"
              disabled={doing.busy}
              onClick={() => void doing.run(() => actions.act({ act: 'judge' }))}
            />
          </>
        )}
        <span className="cg-muted" role="status">
          {said}
        </span>
      </div>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </>
  );
}
