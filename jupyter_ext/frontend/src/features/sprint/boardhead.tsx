/** Above the columns: the goal, how far it is, which cards are shown, and what a meeting needs. */

import { undoIcon } from '@jupyterlab/ui-components';
import type { RefObject } from 'react';
import type { Person } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { Badge } from '../../ui/controls';
import { FullScreenButton } from '../../ui/fullscreen';
import type { CardFilter, LaneKind, Named } from './filter';
import { areasOn, isFiltering, shownBy } from './filter';
import { amountOf, assignees, DONE, titleOf, totalOf, work } from './sprint';
import type { Apart, Sprint, Unit } from './wire';

export interface BoardHeadProps {
  sprint: Sprint;
  root: RefObject<HTMLElement>;
  filter: CardFilter;
  lanes: LaneKind;
  mayChange: boolean;
  /** What would be taken back; null where there is nothing. */
  undoable: string | null;
  burning: boolean;
  person: (username: string) => Person;
  onFilter: (filter: CardFilter) => void;
  onLanes: (lanes: LaneKind) => void;
  onUndo: () => void;
  onUnit: (unit: NonNullable<Unit>) => void;
  onBurndown: () => void;
}

export function BoardHead(props: BoardHeadProps): JSX.Element {
  const { sprint } = props;
  return (
    <>
      <div className="cg-board-head">
        <strong className="cg-board-goal">{sprint.goal}</strong>
        <Progress {...props} />
        <Overload sprint={sprint} />
        {sprint.apart.map(each => (
          <Badge
            key={each.field}
            look="dispute"
            title={trans.__('The last one counts. Say it once more: that ends it.')}
          >
            {trans.__(
              '%1 changed at once: %2',
              fieldIn(sprint, each),
              each.said
                .map(({ by, value }) =>
                  trans.__('%1 “%2”', props.person(by).display_name, value)
                )
                .join(', ')
            )}
          </Badge>
        ))}
        <span className="cg-spring" />
        {props.mayChange && <UndoButton {...props} />}
        <button
          type="button"
          className="cg-button cg-mod-plain"
          aria-expanded={props.burning}
          data-testid="cg-board-burndown"
          onClick={props.onBurndown}
        >
          {trans.__('Burndown')}
        </button>
        <FullScreenButton of={props.root} what={trans.__('the board')} />
      </div>
      <Filters {...props} />
    </>
  );
}

/** It keeps the focus where there is nothing left to undo. */
function UndoButton({ undoable, onUndo }: BoardHeadProps): JSX.Element {
  const label =
    undoable === null ? trans.__('Nothing to undo') : trans.__('Undo: %1', undoable);
  return (
    <button
      type="button"
      className="cg-button cg-mod-plain cg-mod-icon"
      aria-disabled={undoable === null}
      aria-label={label}
      title={label}
      data-testid="cg-board-undo"
      onClick={onUndo}
    >
      <undoIcon.react tag="span" className="cg-icon" />
    </button>
  );
}

function Progress({ sprint, filter }: BoardHeadProps): JSX.Element {
  const tasks = work(sprint).filter(shownBy(sprint, filter));
  const done = tasks.filter(({ column }) => column === DONE);
  return (
    <span className="cg-muted" data-testid="cg-board-progress">
      {trans.__('%1 of %2 done', done.length, tasks.length)}
      {totalOf(tasks) > 0 &&
        trans.__(
          ', %1 of %2',
          String(totalOf(done)),
          amountOf(totalOf(tasks), sprint.unit)
        )}
      {isFiltering(filter) && trans.__(' of what is shown')}
      {sprint.end !== null && trans.__(', until %1', sprint.end)}
    </span>
  );
}

function Overload({ sprint }: { sprint: Sprint }): JSX.Element | null {
  const names = sprint.loads.filter(({ over }) => over).map(({ assignee }) => assignee);
  return names.length === 0 ? null : (
    <Badge look="bad" title={trans.__('More is planned for them than they can do')}>
      {trans.__('too much for %1', names.join(', '))}
    </Badge>
  );
}

function Filters(props: BoardHeadProps): JSX.Element {
  const { sprint, filter, onFilter } = props;
  return (
    <div
      className="cg-board-filters"
      role="group"
      aria-label={trans.__('Which cards to show')}
    >
      <input
        type="search"
        placeholder={trans.__('Find cards')}
        aria-label={trans.__('Words in a card')}
        data-testid="cg-board-text"
        value={filter.text}
        onChange={event => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={event => {
          if (event.key === 'Escape' && filter.text !== '') {
            event.preventDefault();
            event.stopPropagation();
            onFilter({ ...filter, text: '' });
          }
        }}
      />
      <NameChoice
        label={trans.__('Whose cards to show')}
        all={trans.__('Everybody’s cards')}
        none={trans.__('Nobody’s')}
        names={assignees(sprint)}
        chosen={filter.whose}
        testId="cg-board-filter"
        onChoose={whose => onFilter({ ...filter, whose })}
      />
      <NameChoice
        label={trans.__('Which area to show')}
        all={trans.__('All areas')}
        none={trans.__('Without an area')}
        names={areasOn(sprint)}
        chosen={filter.area}
        testId="cg-board-area"
        onChoose={area => onFilter({ ...filter, area })}
      />
      <label className="cg-inline">
        <input
          type="checkbox"
          data-testid="cg-board-blocked"
          checked={filter.blocked}
          onChange={event =>
            onFilter({ ...filter, blocked: event.currentTarget.checked })
          }
        />
        <span>{trans.__('blocked')}</span>
      </label>
      <span className="cg-select">
        <select
          aria-label={trans.__('Lanes')}
          data-testid="cg-board-lanes"
          value={props.lanes}
          onChange={event => props.onLanes(event.currentTarget.value as LaneKind)}
        >
          <option value="none">{trans.__('No lanes')}</option>
          <option value="person">{trans.__('Lanes by person')}</option>
          <option value="area">{trans.__('Lanes by area')}</option>
        </select>
      </span>
      <UnitChoice {...props} />
    </div>
  );
}

/** One of the names on the board, all, or that of nobody. */
function NameChoice(props: {
  label: string;
  all: string;
  none: string;
  names: readonly (string | null)[];
  chosen: Named;
  testId: string;
  onChoose: (chosen: Named) => void;
}): JSX.Element {
  const { chosen } = props;
  const value = chosen === null ? '' : chosen.name === null ? '-' : `=${chosen.name}`;
  return (
    <span className="cg-select">
      <select
        aria-label={props.label}
        data-testid={props.testId}
        value={value}
        onChange={({ currentTarget: { value: next } }) =>
          props.onChoose(
            next === '' ? null : { name: next === '-' ? null : next.slice(1) }
          )
        }
      >
        <option value="">{props.all}</option>
        {props.names.map(name =>
          name === null ? (
            <option key="-" value="-">
              {props.none}
            </option>
          ) : (
            <option key={name} value={`=${name}`}>
              {name}
            </option>
          )
        )}
      </select>
    </span>
  );
}

/** What estimates are in: chosen here once, and shown at every amount. */
function UnitChoice(props: BoardHeadProps): JSX.Element | null {
  const { unit } = props.sprint;
  if (!props.mayChange) {
    return null;
  }
  return (
    <span className="cg-select">
      <select
        aria-label={trans.__('What estimates are in')}
        data-testid="cg-board-unit"
        value={unit ?? ''}
        onChange={event => {
          const { value } = event.currentTarget;
          if (value === 'points' || value === 'days') {
            props.onUnit(value);
          }
        }}
      >
        {unit === null && <option value="">{trans.__('Estimates in …')}</option>}
        <option value="points">{trans.__('Estimates in points')}</option>
        <option value="days">{trans.__('Estimates in days')}</option>
      </select>
    </span>
  );
}

function fieldIn(sprint: Sprint, { field }: Apart): string {
  return field === 'unit'
    ? trans.__('unit')
    : trans.__('limit of %1', titleOf(sprint, field.replace(/^limit /, '')));
}
