/** Threads with the model: several people, one conversation, and whose constraints hold in it. */

import { addIcon, caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import { useId, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { CONSTANTS } from '../../api/wire/constants';
import type { Turn } from '../../api/wire/turn';
import type { Access } from '../../core/access';
import type { Titles } from '../../core/titles';
import { trans } from '../../core/trans';
import { Avatar, Badge, Button, Byline, Prose, RovingList } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { useEnv } from '../../ui/env';
import { Title } from '../../ui/fields';
import { Form, sendKey } from '../../ui/forms';
import { NamingArea } from '../../ui/naming';
import { lengthOf, Room } from '../../ui/room';
import { Loaded, ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { MissingTurn } from './openedturn';
import { ThreadTools } from './threadtools';
import type { TurnActions } from './turncard';
import { TurnCard } from './turncard';
import type { Step, Thread } from './wire';

const MAX_LINE = 9_000;

export interface ThreadActions {
  onSay: (command: Command) => Promise<void>;
  onAskInThread: (thread: string, question: string) => Promise<void>;
}

export interface ThreadsProps extends ThreadActions, TurnActions {
  /** What was asked for last; a thread or a turn, perhaps. */
  opened: string | null;
  threads: Loadable<readonly Thread[]>;
  /** Titles of the entries that were brought in, by id. */
  entries: ReadonlyMap<string, string>;
  titles: Titles;
  access: Access;
  you: string;
  turnOf: (id: string) => Turn | null;
  mayStop: (turn: Turn) => boolean;
  onRetry: () => void;
}

export function Threads(props: ThreadsProps): JSX.Element {
  return (
    <section
      className="cg-group"
      aria-label={trans.__('Threads')}
      data-testid="cg-threads"
    >
      <Loaded of={props.threads} what={trans.__('threads')} retry={props.onRetry}>
        {threads => {
          const open = threads.filter(thread => !thread.closed);
          const closed = threads.find(one => one.closed && one.id === props.opened);
          const shown = closed === undefined ? open : [closed, ...open];
          return (
            <>
              <Head {...props} count={open.length} />
              <RovingList items=".cg-card">
                {shown.map(thread => (
                  <ThreadCard
                    key={`${thread.id} ${thread.id === props.opened}`}
                    {...props}
                    thread={thread}
                  />
                ))}
              </RovingList>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Head(props: ThreadsProps & { count: number }): JSX.Element {
  const draft = useDraft<string>('thread', '');
  const title = draft.value;
  const [opening, setOpening] = useState(draft.restored);
  const { busy, problem, run } = useWork();
  const close = (): void => {
    draft.forget();
    setOpening(false);
  };
  const send = (): void => {
    run(props.onSay({ command: 'open_thread', title: title.trim() }).then(close));
  };
  return (
    <>
      <div className="cg-row cg-section-head">
        <h3>
          {trans.__('Threads')}{' '}
          {props.count > 0 && <span className="cg-count">{props.count}</span>}
        </h3>
        <span className="cg-spring" />
        {props.access.contribute && (
          <Button
            label={trans.__('Open a thread')}
            icon={addIcon}
            title={trans.__('Ask the AI together: it knows who said what')}
            disabled={opening}
            testId="cg-open-thread"
            onClick={() => setOpening(true)}
          />
        )}
      </div>
      {opening && (
        <Form
          label={trans.__('Open a thread')}
          opener="cg-open-thread"
          submit={trans.__('Open')}
          submitId="cg-thread-create"
          ready={title.trim() !== ''}
          busy={busy}
          typed={draft.typed}
          onSubmit={send}
          onCancel={close}
        >
          <Title
            label={trans.__('What it is about')}
            testId="cg-thread-title"
            autoFocus={!draft.restored}
            value={title}
            limit={CONSTANTS.limits.title}
            onChange={draft.set}
          />
          {problem !== null && <ProblemNote problem={problem} />}
        </Form>
      )}
    </>
  );
}

function ThreadCard(props: ThreadsProps & { thread: Thread }): JSX.Element {
  const { thread, you } = props;
  const { person } = useEnv();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? (thread.id === props.opened || thread.people.includes(you));
  const Caret = open ? caretDownIcon : caretRightIcon;
  const turns = thread.steps.filter(step => step.kind === 'turn').length;
  return (
    <article
      className="cg-card cg-thread"
      tabIndex={-1}
      aria-label={trans.__('Thread: %1', thread.title)}
      data-testid="cg-thread"
      data-thread={thread.id}
    >
      <button
        type="button"
        className="cg-question"
        aria-expanded={open}
        data-testid="cg-thread-toggle"
        onClick={() => setChosen(!open)}
      >
        <Caret.react tag="span" className="cg-icon" />
        <span>
          <strong>{thread.title}</strong>
          {thread.closed && <Badge look="ended">{trans.__('closed')}</Badge>}
        </span>
      </button>
      <p className="cg-foot">
        <span className="cg-row">
          {thread.people.map(name => (
            <Avatar key={name} person={person(name)} />
          ))}
        </span>
        <span className="cg-muted">
          {trans._n('%1 question', '%1 questions', turns)}
        </span>
      </p>
      {open && (
        <>
          <Constraints {...props} />
          <ol
            className="cg-lines"
            aria-label={trans.__('Conversation')}
            data-testid="cg-steps"
          >
            {thread.steps.map(step => (
              <li key={step.id} data-kind={step.kind}>
                <StepView {...props} step={step} />
              </li>
            ))}
          </ol>
          {props.access.contribute && !thread.closed && <Compose {...props} />}
          <ThreadTools
            {...props}
            onExport={form => props.answers.onExport('threads', thread.id, form)}
          />
        </>
      )}
    </article>
  );
}

function Constraints(props: ThreadsProps & { thread: Thread }): JSX.Element | null {
  const { thread, you } = props;
  const { person } = useEnv();
  const [problem, setProblem] = useState<Problem | null>(null);
  if (thread.constraints.length === 0) {
    return null;
  }
  return (
    <section
      role="group"
      aria-label={trans.__('Constraints')}
      className="cg-constraints"
      data-testid="cg-constraints"
    >
      <h4>{trans.__('Constraints, each as its author’s')}</h4>
      <ul>
        {thread.constraints.map(one => (
          <li key={one.id} className="cg-row">
            <Avatar person={person(one.by)} />
            <span className="cg-constraint">
              <span className="cg-name">{person(one.by).display_name}:</span> {one.text}
            </span>
            {one.by === you && (
              <Button
                label={trans.__('Lift')}
                title={trans.__('Take this constraint back')}
                testId="cg-lift"
                onClick={() => {
                  setProblem(null);
                  props
                    .onSay({ command: 'lift', thread: thread.id, constraint: one.id })
                    .catch((error: unknown) => setProblem(Problem.of(error)));
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}

function StepView(props: ThreadsProps & { step: Step }): JSX.Element {
  const { step } = props;
  if (step.kind === 'turn') {
    const turn = props.turnOf(step.what);
    return turn === null ? (
      <MissingTurn turn={step.what} />
    ) : (
      <TurnCard
        {...props}
        talk
        attributed
        open
        turn={turn}
        mayStop={props.mayStop(turn)}
        yours={turn.asker === props.you}
      />
    );
  }
  return (
    <>
      <p className="cg-foot">
        <Byline username={step.by} at={step.at} />
        {step.kind === 'brought' && (
          <span className="cg-muted">{trans.__('brought in')}</span>
        )}
      </p>
      {step.kind === 'brought' ? (
        <p>
          <strong>
            {props.entries.get(step.what) ??
              trans.__('An entry of an area you do not follow')}
          </strong>
        </p>
      ) : (
        <Prose text={step.what} />
      )}
    </>
  );
}

/** One text, and three things to do with it. */
function Compose(props: ThreadsProps & { thread: Thread }): JSX.Element {
  const { id: thread, title } = props.thread;
  const draft = useDraft<string>(`line ${thread}`, '');
  const text = draft.value;
  const { busy, problem, run } = useWork();
  const id = useId();
  const excess = lengthOf(text.trim()) - MAX_LINE;
  const sayable = text.trim() !== '' && excess <= 0 && !busy;
  const act = (work: Promise<void>): void => run(work.then(() => draft.forget()));
  const ask = (): void => act(props.onAskInThread(thread, text.trim()));
  const say = (command: 'say' | 'constrain'): void =>
    act(props.onSay({ command, thread, text: text.trim() }));
  const onKeyDown = sendKey(() => {
    if (sayable) {
      ask();
    }
  });
  return (
    <div className="cg-field">
      <label htmlFor={`${id}-line`} className="cg-visually-hidden">
        {trans.__('Your words in “%1”', title)}
      </label>
      <NamingArea
        id={`${id}-line`}
        rows={3}
        value={text}
        readOnly={busy}
        placeholder={trans.__(
          'Ask the AI, say something to the others, or state what must hold'
        )}
        aria-invalid={excess > 0}
        aria-describedby={`${id}-room`}
        data-testid="cg-thread-text"
        onKeyDown={onKeyDown}
        onText={text => draft.set(text)}
      />
      <Room id={`${id}-room`} limit={MAX_LINE} excess={excess} />
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions">
        <Button
          label={trans.__('Ask the AI')}
          look="accept"
          disabled={!sayable}
          testId="cg-thread-ask"
          onClick={ask}
        />
        <Button
          label={trans.__('Say')}
          disabled={!sayable}
          testId="cg-thread-say"
          onClick={() => say('say')}
        />
        <Button
          label={trans.__('Add as my constraint')}
          disabled={!sayable}
          testId="cg-thread-constrain"
          onClick={() => say('constrain')}
        />
      </div>
    </div>
  );
}
