/** One message with its thread, and what this member can do about it. */

import { checkIcon, launchIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Access } from '../../core/access';
import { reasonIn } from '../../core/ask';
import { trans } from '../../core/trans';
import { Badge, Button, Byline, LongText, Prose } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { useEnv } from '../../ui/env';
import { escapeKey, sendKey, useCancel } from '../../ui/forms';
import { exactTime } from '../../ui/format';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import { isOverdue, KIND_NAMES, partLabels, STATE_NAMES } from './message';
import type { Line, Message } from './wire';

interface CardProps {
  message: Message;
  access: Access;
  you: string;
  limit: number;
  onSay: (command: Command) => Promise<void>;
  onGoOn: (message: Message) => Promise<void>;
  /** What is drawn below it besides, as what it asks the owner to allow. */
  below?: (message: Message) => ReactNode;
}

export function MessageCard(props: CardProps): JSX.Element {
  const { message } = props;
  const { now } = useEnv();
  const late = isOverdue(message, now);
  return (
    <article
      className={`cg-card cg-message${message.unread ? ' cg-mod-unread' : ''}`}
      tabIndex={-1}
      aria-label={`${KIND_NAMES[message.kind]}: ${message.title}`}
      data-testid="cg-message"
      data-message={message.id}
      data-state={message.state}
    >
      <h4 className="cg-title">
        <span>
          {message.unread && <span className="cg-unread">{trans.__('unread')}</span>}
          {message.title}
        </span>
        {late && <Badge look="bad">{trans.__('overdue')}</Badge>}
        <Badge look={message.state === 'open' ? 'live' : 'plain'}>
          {message.state === 'open'
            ? KIND_NAMES[message.kind]
            : STATE_NAMES[message.state]}
        </Badge>
      </h4>
      <p className="cg-foot">
        <Byline username={message.author} at={message.at} />
        <Recipients to={message.to} />
        {message.due !== null && message.state === 'open' && (
          <span className="cg-when">{trans.__('due %1', exactTime(message.due))}</span>
        )}
      </p>
      <LongText text={reasonIn(message.body)} />
      {message.kind === 'handoff' && <PartList message={message} />}
      {message.lines.length > 0 && <LineList lines={message.lines} />}
      <Waiting message={message} />
      {props.below?.(message)}
      {props.access.note && <Actions {...props} />}
    </article>
  );
}

/** Whom it is for, by name. */
function Recipients(props: { to: readonly string[] }): JSX.Element {
  const { person } = useEnv();
  const names = props.to.map(to =>
    to === '@all'
      ? trans.__('all')
      : to.startsWith('@')
        ? person(to.slice(1)).display_name
        : trans.__('area %1', to.slice(1))
  );
  return <span className="cg-muted">{trans.__('to %1', names.join(', '))}</span>;
}

function PartList(props: { message: Message }): JSX.Element {
  const { parts } = props.message;
  const said: (readonly [string, ReactNode])[] = partLabels().flatMap(
    ([name, label]) => {
      const value = parts[name];
      if (value.length === 0) {
        return [];
      }
      return [
        [
          label,
          typeof value === 'string' ? (
            <Prose text={value} />
          ) : (
            <ul className="cg-files">
              {value.map(file => (
                <li key={file}>
                  <code>{file}</code>
                </li>
              ))}
            </ul>
          )
        ] as const
      ];
    }
  );
  return (
    <dl className="cg-parts" data-testid="cg-handoff-parts">
      {said.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const LINE_LABELS: Readonly<Record<Line['kind'], string | null>> = {
  reply: null,
  get answer() {
    return trans.__('answer');
  },
  get accepted() {
    return trans.__('takes it over');
  }
};

function LineList(props: { lines: readonly Line[] }): JSX.Element {
  return (
    <ol className="cg-lines" aria-label={trans.__('Thread')} data-testid="cg-lines">
      {props.lines.map(line => (
        <li key={line.id} data-kind={line.kind}>
          <p className="cg-foot">
            <Byline username={line.by} at={line.at} />
            {LINE_LABELS[line.kind] !== null && (
              <Badge look="plain">{LINE_LABELS[line.kind]}</Badge>
            )}
            {line.entry !== null && (
              <span className="cg-muted">{trans.__('kept as a discussion')}</span>
            )}
          </p>
          <Prose text={line.text} />
        </li>
      ))}
    </ol>
  );
}

/** Who has still to act, for those who care: the author, and everybody of an announcement. */
function Waiting(props: { message: Message }): JSX.Element | null {
  const { message } = props;
  const { person } = useEnv();
  const names = message.waitsFor.map(username => person(username).display_name);
  const seen = message.acknowledged.map(username => person(username).display_name);
  if (!message.mine || (names.length === 0 && seen.length === 0)) {
    return null;
  }
  return (
    <p className="cg-hint" data-testid="cg-waits-for">
      {names.length > 0 && <>{trans.__('Waits for %1.', names.join(', '))} </>}
      {seen.length > 0 && trans.__('Acknowledged by %1.', seen.join(', '))}
    </p>
  );
}

const ASKED = {
  get answer() {
    return trans.__('Your answer');
  },
  get accept() {
    return trans.__('Say in your own words what you take over');
  },
  get reply() {
    return trans.__('Reply');
  }
};

function Actions(props: CardProps): JSX.Element {
  const { message, access } = props;
  const wanted =
    access.contribute && message.todo !== null && message.todo !== 'acknowledge'
      ? message.todo
      : null;
  const draft = useDraft<string>(`line ${message.id}`, '');
  const text = draft.value;
  const [opened, setReplying] = useState(false);
  const replying = opened || text !== '';
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useId();
  const seen = [...message.facts];
  const excess = lengthOf(text.trim()) - props.limit;
  const sayable = text.trim() !== '' && excess <= 0 && !busy;
  const act = async (work: () => Promise<void>, done?: () => void): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      done?.();
    } catch (error) {
      setProblem(Problem.of(error));
    }
    setBusy(false);
  };
  const say = (command: Command): void =>
    void act(
      () => props.onSay(command),
      () => {
        draft.forget();
        setReplying(false);
      }
    );
  const reply = (): void =>
    say({ command: 'reply', message: message.id, text: text.trim(), seen });
  const give = (): void => {
    if (wanted === 'answer') {
      say({ command: 'answer', message: message.id, text: text.trim(), seen });
    } else if (wanted === 'accept') {
      say({ command: 'take_over', message: message.id, restated: text.trim(), seen });
    } else {
      reply();
    }
  };
  const onSendKey = sendKey(() => {
    if (sayable) {
      give();
    }
  });
  const writing = wanted !== null || replying;
  const { cancel, button, asked } = useCancel(
    draft.typed,
    busy,
    wanted === null && replying
      ? () => {
          draft.forget();
          setReplying(false);
        }
      : undefined
  );
  return (
    <>
      {writing && (
        <div className="cg-field" onKeyDown={escapeKey(cancel)}>
          <label htmlFor={`${id}-text`}>{ASKED[wanted ?? 'reply']}</label>
          <textarea
            id={`${id}-text`}
            rows={2}
            value={text}
            readOnly={busy}
            aria-invalid={excess > 0}
            aria-describedby={`${id}-room`}
            data-testid="cg-message-text"
            onKeyDown={onSendKey}
            onChange={event => draft.set(event.currentTarget.value)}
          />
          <Room id={`${id}-room`} limit={props.limit} excess={excess} />
          {asked}
        </div>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions">
        {wanted === 'answer' && (
          <Button
            label={trans.__('Answer')}
            icon={checkIcon}
            look="accept"
            disabled={!sayable}
            title={trans.__('Question and answer become a discussion of the team')}
            testId="cg-answer-query"
            onClick={give}
          />
        )}
        {wanted === 'accept' && (
          <Button
            label={trans.__('Take over')}
            icon={checkIcon}
            look="accept"
            disabled={!sayable}
            testId="cg-take-over"
            onClick={give}
          />
        )}
        {(message.todo === 'acknowledge' || message.unread) && (
          <Button
            label={
              message.todo === 'acknowledge'
                ? trans.__('Acknowledge')
                : trans.__('Mark as read')
            }
            icon={checkIcon}
            look={message.todo === 'acknowledge' ? 'accept' : 'plain'}
            disabled={busy}
            testId="cg-acknowledge"
            onClick={() =>
              void act(() =>
                props.onSay({ command: 'acknowledge', message: message.id, seen })
              )
            }
          />
        )}
        {access.contribute &&
          (writing ? (
            <Button
              label={trans.__('Reply')}
              disabled={!sayable}
              title={trans.__('Say something without answering')}
              testId="cg-reply"
              onClick={reply}
            />
          ) : (
            <Button
              label={trans.__('Reply…')}
              testId="cg-open-reply"
              onClick={() => setReplying(true)}
            />
          ))}
        {button}
        {access.contribute && message.mine && message.state === 'answered' && (
          <Button
            label={trans.__('Go on with the answer')}
            icon={launchIcon}
            disabled={busy}
            title={trans.__(
              'Ask the AI to go on: it is shown the question and its answers'
            )}
            testId="cg-go-on"
            onClick={() => void act(() => props.onGoOn(message))}
          />
        )}
        {message.mine && message.state === 'open' && (
          <Button
            label={trans.__('Withdraw')}
            disabled={busy}
            title={trans.__('Nobody has to do anything about it any more')}
            testId="cg-withdraw"
            onClick={() =>
              void act(() => props.onSay({ command: 'withdraw', message: message.id }))
            }
          />
        )}
      </div>
    </>
  );
}
