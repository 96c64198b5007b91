/** The board of a sprint: its columns, in lanes where somebody wants them, and what stands above. */

import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { CONSTANTS } from '../../api/wire/constants';
import type { Person } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { PLACES, sentence } from '../../ui/sentence';
import { Empty, ProblemNote, Said } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import { BoardHead } from './boardhead';
import { BurndownPart } from './burndown';
import type { CardActions, CardProps } from './cardprops';
import { BoardColumn } from './column';
import { ColumnHead } from './columnhead';
import type { CardFilter, Lane, LaneKind } from './filter';
import { ALL_CARDS, isFiltering, lanesOf, shownBy } from './filter';
import { PokerRound } from './poker';
import type { Fields, Move } from './sprint';
import { cardsOf, OUT, planned, titleOf } from './sprint';
import type { Undo } from './undo';
import type { Burndown, Sprint, Task } from './wire';

/** What takes tasks from a file; it is the same in every language. */
const IMPORT = '%cg sprint import FILE';

export interface BoardProps {
  sprint: Sprint;
  /** Who looks at it; null while that is not known. */
  user: Person | null;
  mayMove: boolean;
  problem: Problem | null;
  said: string;
  /** What this member did last, in words, and can take back. */
  undoable: Undo | null;
  person: (username: string) => Person;
  onMove: (move: Move) => void;
  /** Add a task; false if it was refused. */
  onAdd: (title: string, column: string) => Promise<boolean>;
  onEdit: (task: Task, fields: Fields, seen: readonly string[]) => Promise<boolean>;
  onUndo: () => void;
  /** Say anything else of the sprint, and aloud that it is done; false if it was refused. */
  onSay: (command: Command, done?: string) => Promise<boolean>;
  loadBurndown: () => Promise<Burndown>;
}

export function Board(props: BoardProps): JSX.Element {
  const { sprint } = props;
  const [filter, setFilter] = useState<CardFilter>(ALL_CARDS);
  const [lanes, setLanes] = useState<LaneKind>('none');
  const [burning, setBurning] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const next = useRef<string | null>(null);
  const hint = useId();
  useRoving(root, '.cg-task');
  // What a member did last took away what had the focus: it goes on as soon as that is drawn.
  useEffect(() => {
    const found =
      next.current && root.current?.querySelector<HTMLElement>(next.current);
    if (found) {
      next.current = null;
      if (!isElsewhere(root.current)) {
        found.focus();
      }
    }
  });
  const mayChange = props.mayMove && !sprint.ended;
  const actions: CardActions = {
    onMove: (step, byKeys) => {
      if (step !== null && mayChange) {
        next.current = byKeys ? cardSelector(step.task) : null;
        props.onMove(step);
      }
    },
    onEdit: props.onEdit,
    onComment: (task, text) =>
      props.onSay(
        { command: 'sprint_comment', sprint: sprint.id, task: task.id, text },
        trans.__('Your comment stands on %1', task.key)
      ),
    onPoker: task => {
      setOpened(null);
      next.current = pokerSelector(task.id);
      void props
        .onSay({ command: 'poker_open', sprint: sprint.id, task: task.id })
        .then(taken => {
          if (!taken) {
            next.current = null;
          }
        });
    },
    onOpen: (task, open) => {
      next.current = open ? null : cardSelector(task.id);
      setOpened(open ? task.id : null);
    }
  };
  const undo = (): void => {
    const card = props.undoable?.find(sprint);
    if (card !== undefined) {
      next.current = cardSelector(card.id);
      props.onUndo();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const typing = event.target instanceof Element && event.target.matches(TYPED_IN);
    if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !typing) {
      event.preventDefault();
      event.stopPropagation();
      undo();
    }
  };
  const cards: CardProps = {
    sprint,
    shows: shownBy(sprint, filter),
    hint,
    mayMove: mayChange,
    mayComment: props.mayMove,
    opened,
    person: props.person,
    actions
  };
  return (
    <div
      ref={root}
      className="cg-board"
      data-testid="cg-board"
      // JupyterLab's own keys stay away while a card has the focus.
      data-lm-suppress-shortcuts="true"
      onKeyDown={onKeyDown}
    >
      <BoardHead
        sprint={sprint}
        root={root}
        filter={filter}
        lanes={lanes}
        mayChange={mayChange}
        undoable={props.undoable?.what ?? null}
        burning={burning}
        person={props.person}
        onFilter={setFilter}
        onLanes={setLanes}
        onUndo={undo}
        onUnit={unit =>
          void props.onSay({
            command: 'sprint_unit',
            sprint: sprint.id,
            unit,
            seen: [...(sprint.heads['unit'] ?? [])]
          })
        }
        onBurndown={() => setBurning(!burning)}
      />
      {props.problem !== null && <ProblemNote problem={props.problem} />}
      {sprint.poker.map(round => (
        <PokerRound
          key={round.id}
          sprint={sprint}
          round={round}
          user={props.user}
          mayEstimate={mayChange}
          person={props.person}
          onSay={props.onSay}
          onEnd={() => {
            next.current = cardSelector(round.task);
          }}
        />
      ))}
      {burning && <BurndownPart sprint={sprint} load={props.loadBurndown} />}
      {planned(sprint).length === 0 ? (
        <Empty title={trans.__('No tasks yet')}>
          {sentence(
            trans.__('Add one below, or take them from a file: %1', ...PLACES),
            <code>{IMPORT}</code>
          )}
        </Empty>
      ) : (
        <Columns
          cards={cards}
          lanes={lanes}
          filtering={isFiltering(filter)}
          onLimit={(column, most) =>
            void props.onSay(
              {
                command: 'sprint_limit',
                sprint: sprint.id,
                column,
                most,
                seen: [...(sprint.heads[`limit ${column}`] ?? [])]
              },
              most === null
                ? trans.__('%1 has no limit', titleOf(sprint, column))
                : trans.__('%1: at most %2', titleOf(sprint, column), most)
            )
          }
        />
      )}
      {mayChange && <AddTask onAdd={props.onAdd} />}
      <p id={hint} className="cg-hint">
        {mayChange
          ? trans.__(
              'Drag a card, or focus it: arrows go to another card, Alt with an arrow moves it, Enter opens it.'
            )
          : sprint.ended
            ? trans.__('This sprint has ended; its board stays as it is.')
            : trans.__('You read this board; contributors move its cards.')}
      </p>
      <Said text={props.said} testId="cg-board-said" />
    </div>
  );
}

/** Where Ctrl+Z is the field's own. */
const TYPED_IN = 'input, textarea, select';

function Columns(props: {
  cards: CardProps;
  lanes: LaneKind;
  filtering: boolean;
  onLimit: (column: string, most: number | null) => void;
}): JSX.Element {
  const { cards, filtering, onLimit } = props;
  const { sprint } = cards;
  const names = columnsOf(sprint);
  const laned = props.lanes !== 'none';
  const counted = (lane: Lane): string => {
    const held = planned(sprint).filter(lane.holds);
    const shown = held.filter(cards.shows).length;
    return filtering ? trans.__('%1 of %2', shown, held.length) : String(held.length);
  };
  const lanes = lanesOf(sprint, props.lanes).map(lane => (
    <Row key={lane.key} title={lane.title} count={counted(lane)}>
      {names.map(name => (
        <BoardColumn
          key={name}
          {...cards}
          name={name}
          lane={lane}
          headed={!laned}
          filtering={filtering}
          onLimit={onLimit}
        />
      ))}
    </Row>
  ));
  return (
    <div
      className={`cg-lanes${laned ? ' cg-mod-laned' : ''}`}
      style={{ ['--cg-column-count' as string]: names.length }}
    >
      {laned && (
        <div className="cg-columns cg-lane-columns">
          {names.map(name => {
            const held = cardsOf(sprint, name);
            return (
              <ColumnHead
                key={name}
                sprint={sprint}
                name={name}
                cards={held}
                shown={held.filter(cards.shows)}
                filtering={filtering}
                mayChange={cards.mayMove}
                onLimit={onLimit}
              />
            );
          })}
        </div>
      )}
      {lanes}
    </div>
  );
}

/** The columns side by side, below the name of their lane where they have one. */
function Row(props: {
  title: string;
  count: string;
  children: JSX.Element[];
}): JSX.Element {
  if (props.title === '') {
    return <div className="cg-columns">{props.children}</div>;
  }
  return (
    <div
      role="group"
      className="cg-lane"
      aria-label={props.title}
      data-testid="cg-lane"
    >
      <h4 className="cg-lane-head">
        {props.title} <span className="cg-count">{props.count}</span>
      </h4>
      <div className="cg-columns">{props.children}</div>
    </div>
  );
}

function AddTask(props: { onAdd: BoardProps['onAdd'] }): JSX.Element {
  const draft = useDraft<string>('task', '');
  const title = draft.value;
  const [sending, setSending] = useState(false);
  const send = async (text: string): Promise<void> => {
    if (text !== '' && !sending) {
      setSending(true);
      if (await props.onAdd(text, 'todo')) {
        draft.forget();
      }
      setSending(false);
    }
  };
  return (
    <form
      className="cg-row"
      onSubmit={event => {
        event.preventDefault();
        void send(title.trim());
      }}
    >
      <input
        className="cg-add-task"
        placeholder={trans.__('Add a task to do')}
        aria-label={trans.__('Title of a new task')}
        data-testid="cg-add-task"
        maxLength={CONSTANTS.limits.title}
        value={title}
        onChange={event => draft.set(event.currentTarget.value)}
        onKeyDown={event => {
          // The notebook around it takes Enter for its own.
          if (event.key === 'Enter') {
            event.preventDefault();
            event.stopPropagation();
            void send(event.currentTarget.value.trim());
          }
        }}
      />
      <Button
        label={trans.__('Add')}
        submit
        disabled={title.trim() === '' || sending}
      />
    </form>
  );
}

/** The columns that are drawn: what was taken out has one only while there is any. */
function columnsOf(sprint: Sprint): string[] {
  const names = sprint.columns.map(({ name }) => name);
  return cardsOf(sprint, OUT).length > 0 ? [...names, OUT] : names;
}

/** Whether the member went on by themselves: out of the board, or to another control in it. */
function isElsewhere(root: HTMLElement | null): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) {
    return false;
  }
  return (
    root?.contains(activeElement) !== true || activeElement.closest('.cg-task') === null
  );
}

function cardSelector(id: string): string {
  return `[data-card="${CSS.escape(id)}"]`;
}

/** The first thing to choose in the round that estimates a card. */
function pokerSelector(task: string): string {
  return `[data-round-of="${CSS.escape(task)}"] button`;
}
