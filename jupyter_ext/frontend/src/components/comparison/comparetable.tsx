/** The table: what was measured beside what was judged, each under its own heading, sortable. */

import { copyIcon, downloadIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import type { Comparison, Sorting } from '../../comparison';
import {
  BY_LABEL,
  groupsOf,
  partOf,
  resorted,
  shown,
  sortedRows
} from '../../comparison';
import { Button } from '../controls';
import { Empty, ProblemNote } from '../states';
import type { BoardActions } from './board';
import { OptionLabel, useDoing } from './parts';

export function CompareTable(props: {
  comparison: Comparison;
  contribute: boolean;
  actions: BoardActions;
}): JSX.Element {
  const { table } = props.comparison;
  const [sorting, setSorting] = useState<Sorting>(BY_LABEL);
  if (table.rows.length === 0) {
    return (
      <Empty title="Nothing to compare yet">
        Files are measured when an option is written, times and memory when it is run.
      </Empty>
    );
  }
  const groups = groupsOf(table.columns);
  const starts = new Set(groups.map(group => group.first));
  const head = (label: string, column: number, first: boolean): JSX.Element => (
    <th
      key={column}
      scope="col"
      className={first ? 'cg-mod-first' : undefined}
      aria-sort={sortOf(sorting, column)}
    >
      <button type="button" onClick={() => setSorting(resorted(sorting, column))}>
        {label}
        <span aria-hidden="true" className="cg-arrow">
          {sorting.column === column ? (sorting.descending ? ' ▼' : ' ▲') : ''}
        </span>
      </button>
    </th>
  );
  return (
    <>
      <div
        className="cg-table-box"
        tabIndex={0}
        role="region"
        aria-label="Comparison table"
      >
        <table className="cg-table" data-testid="cg-table">
          <thead>
            <tr>
              <td />
              {groups.map(({ group, span, first }) => (
                <th
                  key={first}
                  scope="colgroup"
                  colSpan={span}
                  className={`cg-group-name cg-mod-first cg-mod-${kindOf(group)}`}
                >
                  {group}
                </th>
              ))}
            </tr>
            <tr>
              {head('Option', -1, false)}
              {table.columns.map((column, at) =>
                head(
                  column.unit === '' || column.unit === 's'
                    ? column.name
                    : `${column.name} (${column.unit})`,
                  at,
                  starts.has(at)
                )
              )}
            </tr>
          </thead>
          <tbody>
            {sortedRows(table, sorting).map(row => (
              <tr
                key={row.option}
                className={
                  row.option === props.comparison.decided ? 'cg-mod-chosen' : undefined
                }
              >
                <th scope="row">
                  <OptionLabel label={row.label} /> {row.name}
                </th>
                {table.columns.map((column, at) => {
                  const value = row.cells[at] ?? null;
                  return (
                    <td
                      key={at}
                      className={[
                        starts.has(at) ? 'cg-mod-first' : '',
                        `cg-mod-${kindOf(column.group)}`,
                        typeof value === 'number' ? 'cg-mod-number' : ''
                      ].join(' ')}
                    >
                      {value === null ? (
                        <Absent kind={kindOf(column.group)} />
                      ) : (
                        <Figure
                          text={shown(value, column.unit === 's' ? 's' : '')}
                          part={partOf(table, at, value)}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Exports {...props} />
    </>
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

function Figure(props: { text: string; part: number | null }): JSX.Element {
  return (
    <>
      {props.text}
      {props.part !== null && (
        <span
          aria-hidden="true"
          className="cg-bar"
          style={{ ['--cg-part' as string]: props.part.toFixed(3) }}
        />
      )}
    </>
  );
}

/** What nobody measured or judged has no figure. */
function Absent(props: { kind: 'measured' | 'judged' }): JSX.Element {
  return (
    <span className="cg-muted" title={`not ${props.kind}`}>
      <span aria-hidden="true">–</span>
      <span className="cg-visually-hidden">not {props.kind}</span>
    </span>
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
          label="CSV"
          icon={downloadIcon}
          title="Download the table as CSV"
          testId="cg-table-csv"
          disabled={doing.busy}
          onClick={() =>
            void doing.run(async () => download(await actions.table('csv')))
          }
        />
        <Button
          label="Copy as Markdown"
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
              label="Run all"
              title="Run every option against the check"
              testId="cg-run-all"
              disabled={doing.busy}
              onClick={() => void doing.run(() => actions.act({ act: 'run' }))}
            />
            <Button
              label="Ask the model to judge"
              title="Its scores are kept apart from those of people"
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

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'comparison.csv';
  link.click();
  URL.revokeObjectURL(address);
}
