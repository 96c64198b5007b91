/** The board of a sprint: columns of cards that are moved by mouse, by keys or by choice. */

import type { DragEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Problem } from '../../api/problem';
import type { Person } from '../../api/wire/member';
import { Badge, Button } from '../../ui/controls';
import { Empty, ProblemNote } from '../../ui/states';
import type { Direction, Move, Sprint, Task } from './sprint';
import {
  assignees,
  cardsOf,
  DONE,
  isOf,
  OUT,
  planned,
  spoken,
  stepOf,
  titleOf,
  waitsFor
} from './sprint';

/** What a dragged card is called among browsers' data types. */
const CARD = 'application/x-commonground-card';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down'
};

export interface BoardProps {
  sprint: Sprint;
  /** Who looks at it; null while that is not known. */
  user: Person | null;
  mayMove: boolean;
  problem: Problem | null;
  said: string;
  person: (username: string) => Person;
  onMove: (move: Move) => void;
  /** Add a task; false if it was refused. */
  onAdd: (title: string, column: string) => Promise<boolean>;
}

/** Whose cards are shown: everybody's, nobody's, or those of one name. */
type Whose = { readonly name: string | null } | null;

export function Board(props: BoardProps): JSX.Element {
  const { sprint } = props;
  const [whose, setWhose] = useState<Whose>(null);
  const root = useRef<HTMLDivElement>(null);
  const moved = useRef<string | null>(null);
  const hint = useId();
  // A card that was moved by keys lies elsewhere now: the focus goes with it.
  useEffect(() => {
    if (moved.current !== null) {
      cardIn(root.current, moved.current)?.focus();
      moved.current = null;
    }
  });
  const shows = (task: Task): boolean => whose === null || task.assignee === whose.name;
  const move = (step: Move | null, byKeys: boolean): void => {
    if (step !== null && props.mayMove && !sprint.ended) {
      moved.current = byKeys ? step.task : null;
      props.onMove(step);
    }
  };
  return (
    <div
      ref={root}
      className="cg-board"
      data-testid="cg-board"
      // JupyterLab's own keys stay away while a card has the focus.
      data-lm-suppress-shortcuts="true"
    >
      <BoardHead {...props} whose={whose} onWhose={setWhose} />
      {props.problem !== null && <ProblemNote problem={props.problem} />}
      {planned(sprint).length === 0 ? (
        <Empty title="No tasks yet">
          Add one below, or take them from a file: <code>%cg sprint import FILE</code>
        </Empty>
      ) : (
        <div className="cg-columns">
          {columnsOf(sprint).map(name => (
            <BoardColumn
              key={name}
              sprint={sprint}
              name={name}
              shows={shows}
              hint={hint}
              mayMove={props.mayMove && !sprint.ended}
              person={props.person}
              onMove={move}
            />
          ))}
        </div>
      )}
      {props.mayMove && !sprint.ended && <AddTask onAdd={props.onAdd} />}
      <p id={hint} className="cg-hint">
        {props.mayMove && !sprint.ended
          ? 'Drag a card, or focus it: arrows go to another card, Alt with an arrow moves it.'
          : sprint.ended
            ? 'This sprint has ended; its board stays as it is.'
            : 'You read this board; contributors move its cards.'}
      </p>
      <div className="cg-visually-hidden" role="status" data-testid="cg-board-said">
        {props.said}
      </div>
    </div>
  );
}

function BoardHead(
  props: BoardProps & { whose: Whose; onWhose: (whose: Whose) => void }
): JSX.Element {
  const { sprint, whose } = props;
  const tasks = planned(sprint);
  const done = tasks.filter(({ column }) => column === DONE).length;
  const names = assignees(sprint);
  const chosen = whose === null ? '' : whose.name === null ? '-' : `=${whose.name}`;
  return (
    <div className="cg-board-head">
      <strong className="cg-board-goal">{sprint.goal}</strong>
      <span className="cg-muted">
        {done} of {tasks.length} done
        {sprint.end !== null && `, until ${sprint.end}`}
      </span>
      {sprint.loads.some(({ over }) => over) && (
        <Badge look="bad" title="More is planned for them than they can do">
          too much for{' '}
          {sprint.loads
            .filter(({ over }) => over)
            .map(({ assignee }) => assignee)
            .join(', ')}
        </Badge>
      )}
      <span className="cg-spring" />
      <span className="cg-select">
        <select
          aria-label="Whose cards to show"
          data-testid="cg-board-filter"
          value={chosen}
          onChange={event => {
            const { value } = event.currentTarget;
            props.onWhose(
              value === '' ? null : { name: value === '-' ? null : value.slice(1) }
            );
          }}
        >
          <option value="">Everybody’s cards</option>
          {names.map(name =>
            name === null ? (
              <option key="-" value="-">
                Nobody’s
              </option>
            ) : (
              <option key={name} value={`=${name}`}>
                {name}
              </option>
            )
          )}
        </select>
      </span>
    </div>
  );
}

function AddTask(props: { onAdd: BoardProps['onAdd'] }): JSX.Element {
  const [title, setTitle] = useState('');
  const [sending, setSending] = useState(false);
  const send = async (text: string): Promise<void> => {
    if (text !== '' && !sending) {
      setSending(true);
      if (await props.onAdd(text, 'todo')) {
        setTitle('');
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
        placeholder="Add a task to do"
        aria-label="Title of a new task"
        data-testid="cg-add-task"
        maxLength={200}
        value={title}
        onChange={event => setTitle(event.currentTarget.value)}
        onKeyDown={event => {
          // The notebook around it takes Enter for its own.
          if (event.key === 'Enter') {
            event.preventDefault();
            event.stopPropagation();
            void send(event.currentTarget.value.trim());
          }
        }}
      />
      <Button label="Add" submit disabled={title.trim() === '' || sending} />
    </form>
  );
}

interface ColumnProps {
  sprint: Sprint;
  name: string;
  shows: (task: Task) => boolean;
  hint: string;
  mayMove: boolean;
  person: (username: string) => Person;
  onMove: (move: Move | null, byKeys: boolean) => void;
}

function BoardColumn(props: ColumnProps): JSX.Element {
  const { sprint, name } = props;
  const [over, setOver] = useState(false);
  const cards = cardsOf(sprint, name);
  const shown = cards.filter(props.shows);
  const title = titleOf(sprint, name);
  const drop = (event: DragEvent, before: string | null): void => {
    const task = event.dataTransfer.getData(CARD);
    setOver(false);
    if (task !== '') {
      event.preventDefault();
      event.stopPropagation();
      props.onMove(task === before ? null : { task, column: name, before }, false);
    }
  };
  const allow = (event: DragEvent): void => {
    if (props.mayMove && event.dataTransfer.types.includes(CARD)) {
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    }
  };
  return (
    <section
      className={`cg-column${over ? ' cg-mod-over' : ''}`}
      aria-label={`${title}, ${cards.length} ${cards.length === 1 ? 'card' : 'cards'}`}
      data-testid={`cg-column-${name}`}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={event => drop(event, null)}
    >
      <h4 className="cg-column-head">
        {title} <span className="cg-count">{cards.length}</span>
      </h4>
      <ul>
        {shown.map(task => (
          <Card key={task.id} {...props} task={task} onDrop={drop} />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="cg-column-empty">
          {cards.length === 0 ? 'Nothing here' : 'Nothing of theirs'}
        </p>
      )}
    </section>
  );
}

function Card(
  props: ColumnProps & {
    task: Task;
    onDrop: (event: DragEvent, before: string | null) => void;
  }
): JSX.Element {
  const { sprint, task, mayMove } = props;
  const waits = waitsFor(sprint, task);
  const critical = sprint.critical.has(task.id);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const direction = KEYS[event.key];
    if (direction === undefined || event.target !== event.currentTarget) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) {
      props.onMove(mayMove ? stepOf(sprint, task, direction) : null, true);
    } else {
      neighbour(event.currentTarget, direction)?.focus();
    }
  };
  return (
    <li
      className={`cg-task${critical ? ' cg-mod-critical' : ''}`}
      tabIndex={0}
      draggable={mayMove}
      aria-label={spoken(sprint, task)}
      aria-describedby={props.hint}
      data-testid="cg-task"
      data-card={task.id}
      data-key={task.key}
      onKeyDown={onKeyDown}
      onDragStart={event => {
        event.stopPropagation();
        event.dataTransfer.setData(CARD, task.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDrop={event => props.onDrop(event, task.id)}
    >
      <span className="cg-task-line">
        <span className="cg-task-key">{task.key}</span>
        <span className="cg-spring" />
        {task.estimate !== null && (
          <span className="cg-count" title="Estimate">
            {task.estimate}
          </span>
        )}
      </span>
      <span className="cg-task-title">{task.title}</span>
      <span className="cg-task-line cg-muted">
        <span>{task.assignee ?? 'nobody'}</span>
        {task.area !== null && <span>{task.area}</span>}
        {waits.length > 0 && (
          <span title={waits.map(({ key, title }) => `${key} ${title}`).join('\n')}>
            waits for {waits.map(({ key }) => key).join(', ')}
          </span>
        )}
      </span>
      {critical && <span className="cg-task-note">critical path</span>}
      {task.apart.map(({ field, said }) => (
        <Badge
          key={field}
          look="dispute"
          title="The last one counts. Say it once more: that ends it."
        >
          {field} changed at once:{' '}
          {said
            .map(({ by, value }) => {
              const shown = field === 'column' ? titleOf(sprint, value) : value;
              return `${props.person(by).display_name} “${shown}”`;
            })
            .join(', ')}
        </Badge>
      ))}
      {mayMove && (
        <select
          className="cg-task-move"
          aria-label={`Move ${task.key} to`}
          data-testid="cg-task-move"
          value={task.column}
          onChange={event =>
            props.onMove(
              { task: task.id, column: event.currentTarget.value, before: null },
              true
            )
          }
        >
          {[...sprint.columns.map(({ name }) => name), OUT].map(name => (
            <option key={name} value={name}>
              {titleOf(sprint, name)}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}

/** The sprint in a few lines: the goal, the member's tasks, what they wait for and who waits. */
export function SprintLines(props: {
  sprint: Sprint;
  user: { readonly username: string; readonly display_name: string } | null;
}): JSX.Element {
  const { sprint, user } = props;
  const mine = user === null ? [] : planned(sprint).filter(task => isOf(task, user));
  const left = mine.filter(({ column }) => column !== DONE);
  return (
    <>
      {left.length === 0 ? (
        <p className="cg-muted" data-testid="cg-sprint-none">
          {mine.length === 0 ? 'No task is yours.' : 'All your tasks are done.'}
        </p>
      ) : (
        <ul className="cg-sprint-tasks" aria-label="Your tasks">
          {left.map(task => (
            <li key={task.id} data-testid="cg-sprint-task">
              <span className="cg-task-key">{task.key}</span> {task.title}{' '}
              <span className="cg-muted">({titleOf(sprint, task.column)})</span>
              <Links says="waits for" tasks={waitsFor(sprint, task)} />
              <Links
                says="waited for by"
                tasks={planned(sprint).filter(
                  one =>
                    one.column !== DONE && sprint.waits.get(one.id)?.includes(task.id)
                )}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Links(props: { says: string; tasks: readonly Task[] }): JSX.Element | null {
  return props.tasks.length === 0 ? null : (
    <span className="cg-sprint-link cg-muted">
      {props.says}{' '}
      {props.tasks
        .map(({ key, assignee }) => `${key} (${assignee ?? 'nobody'})`)
        .join(', ')}
    </span>
  );
}

/** The columns that are drawn: what was taken out has one only while there is any. */
function columnsOf(sprint: Sprint): string[] {
  const names = sprint.columns.map(({ name }) => name);
  return cardsOf(sprint, OUT).length > 0 ? [...names, OUT] : names;
}

function cardIn(root: HTMLElement | null, id: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
}

/** The card beside one: above, below, or at the same height of the next column that has any. */
function neighbour(card: HTMLElement, direction: Direction): HTMLElement | null {
  const column = card.closest('.cg-column');
  const cards = (of: Element | null | undefined): HTMLElement[] => [
    ...(of?.querySelectorAll<HTMLElement>('.cg-task') ?? [])
  ];
  const at = cards(column).indexOf(card);
  if (direction === 'up' || direction === 'down') {
    return cards(column)[at + (direction === 'up' ? -1 : 1)] ?? null;
  }
  const next = (of: Element | null | undefined): Element | null =>
    (direction === 'left' ? of?.previousElementSibling : of?.nextElementSibling) ??
    null;
  let beside = next(column);
  while (beside !== null && cards(beside).length === 0) {
    beside = next(beside);
  }
  const found = cards(beside);
  return found[Math.min(at, found.length - 1)] ?? null;
}
