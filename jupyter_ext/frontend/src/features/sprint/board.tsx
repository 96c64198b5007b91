import { CONSTANTS } from '../../api/wire/constants';
import { useEffect, useId, useRef, useState } from 'react';
import type { Problem } from '../../api/problem';
import type { Person } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { PLACES, sentence } from '../../ui/sentence';
import { Empty, ProblemNote, Said } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import { BoardColumn } from './column';
import type { Move } from './sprint';
import { assignees, cardsOf, DONE, OUT, planned, work } from './sprint';
import type { Sprint, Task } from './wire';

/** What takes tasks from a file; it is the same in every language. */
const IMPORT = '%cg sprint import FILE';

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
  useRoving(root, '.cg-task');
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
        <Empty title={trans.__('No tasks yet')}>
          {sentence(
            trans.__('Add one below, or take them from a file: %1', ...PLACES),
            <code>{IMPORT}</code>
          )}
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
          ? trans.__(
              'Drag a card, or focus it: arrows go to another card, Alt with an arrow moves it.'
            )
          : sprint.ended
            ? trans.__('This sprint has ended; its board stays as it is.')
            : trans.__('You read this board; contributors move its cards.')}
      </p>
      <Said text={props.said} testId="cg-board-said" />
    </div>
  );
}

function BoardHead(
  props: BoardProps & { whose: Whose; onWhose: (whose: Whose) => void }
): JSX.Element {
  const { sprint, whose } = props;
  const tasks = work(sprint);
  const done = tasks.filter(({ column }) => column === DONE).length;
  const names = assignees(sprint);
  const chosen = whose === null ? '' : whose.name === null ? '-' : `=${whose.name}`;
  return (
    <div className="cg-board-head">
      <strong className="cg-board-goal">{sprint.goal}</strong>
      <span className="cg-muted">
        {trans.__('%1 of %2 done', done, tasks.length)}
        {sprint.end !== null && trans.__(', until %1', sprint.end)}
      </span>
      {sprint.loads.some(({ over }) => over) && (
        <Badge look="bad" title={trans.__('More is planned for them than they can do')}>
          {trans.__(
            'too much for %1',
            sprint.loads
              .filter(({ over }) => over)
              .map(({ assignee }) => assignee)
              .join(', ')
          )}
        </Badge>
      )}
      <span className="cg-spring" />
      <span className="cg-select">
        <select
          aria-label={trans.__('Whose cards to show')}
          data-testid="cg-board-filter"
          value={chosen}
          onChange={event => {
            const { value } = event.currentTarget;
            props.onWhose(
              value === '' ? null : { name: value === '-' ? null : value.slice(1) }
            );
          }}
        >
          <option value="">{trans.__('Everybody’s cards')}</option>
          {names.map(name =>
            name === null ? (
              <option key="-" value="-">
                {trans.__('Nobody’s')}
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

function cardIn(root: HTMLElement | null, id: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
}
