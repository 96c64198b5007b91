/** The inbox: what waits for this member, what is new, what they wait for; and the form to write. */

import { addIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { attempt, PENDING } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Access } from '../../core/access';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { excerpt } from '../../ui/format';
import { Empty, Loaded } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import { LetterForm } from './letterform';
import type { Letters } from './letters';
import { groupsOf, isOverdue } from './message';
import { MessageCard } from './messagecard';
import type { Inbox, Message } from './wire';

export interface InboxActions {
  onSay: (command: Command) => Promise<void>;
  /** Ask the model to go on with what was answered, and show where. */
  onGoOn: (message: Message) => Promise<void>;
  onWriteLetter: () => void;
  /** What is drawn below a message besides. */
  below?: (message: Message) => ReactNode;
}

export interface InboxTabProps extends InboxActions {
  /** What was asked for last; a message, perhaps. */
  opened: string | null;
  fetchMessage: (id: string) => Promise<Message>;
  inbox: Loadable<Inbox>;
  letters: Letters;
  access: Access;
  you: string;
  limit: number;
  onRetry: () => void;
}

export function InboxTab(props: InboxTabProps): JSX.Element {
  const { letters, access } = props;
  const { letter } = letters;
  if (!access.note && props.inbox.tag === 'ready') {
    return (
      <Empty title={trans.__('No inbox without a name')}>
        {trans.__(
          'Messages are addressed to people, and the server does not know who you are.'
        )}
      </Empty>
    );
  }
  return (
    <Loaded of={props.inbox} what={trans.__('your messages')} retry={props.onRetry}>
      {inbox => (
        <>
          <div className="cg-row cg-section-head">
            <Summary inbox={inbox} />
            <span className="cg-spring" />
            {access.contribute && (
              <Button
                label={trans.__('Write')}
                icon={addIcon}
                title={trans.__('Announce something, ask somebody, or hand work over')}
                disabled={letter !== null}
                testId="cg-write-message"
                onClick={props.onWriteLetter}
              />
            )}
          </div>
          <BegunList letters={letters} />
          {letter !== null && (
            <LetterForm
              key={letters.opened}
              letters={letters}
              letter={letter}
              inbox={inbox}
              you={props.you}
              limit={props.limit}
              onSend={props.onSay}
            />
          )}
          <Groups {...props} inbox={inbox} />
        </>
      )}
    </Loaded>
  );
}

/** Messages that were begun before the one that is open, or left for later. */
function BegunList(props: { letters: Letters }): JSX.Element | null {
  const { letters } = props;
  const { begun } = letters;
  return begun.length === 0 ? null : (
    <ul className="cg-proposals" aria-label={trans.__('Messages that you began')}>
      {begun.map(one => (
        <li key={one.key} className="cg-proposal" data-testid="cg-begun">
          <p>
            <span className="cg-muted">{trans.__('You began:')}</span>{' '}
            {one.letter.title ||
              excerpt(one.letter.body, 60) ||
              trans.__('no title yet')}
          </p>
          <div className="cg-actions">
            <Button
              label={trans.__('Go on')}
              title={trans.__('Write on at this message; another that is open waits')}
              testId="cg-go-on-writing"
              onClick={() => letters.goOn(one)}
            />
            <Button
              label={trans.__('Throw away')}
              testId="cg-throw-away-begun"
              onClick={() => letters.throwAway(one)}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Summary(props: { inbox: Inbox }): JSX.Element {
  const { now } = useEnv();
  const { items } = props.inbox;
  const todo = items.filter(one => one.todo !== null).length;
  const late = items.filter(one => isOverdue(one, now)).length;
  const unread = items.filter(one => one.unread).length;
  const said = [
    trans.__('%1 for you', todo),
    trans.__('%1 unread', unread),
    ...(late > 0 ? [trans.__('%1 overdue', late)] : [])
  ];
  return (
    <span className="cg-muted" role="status" data-testid="cg-inbox-summary">
      {said.join(' · ')}
    </span>
  );
}

function Groups(props: Omit<InboxTabProps, 'inbox'> & { inbox: Inbox }): JSX.Element {
  const { opened } = props;
  const [chosen, setAll] = useState<boolean | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = groupsOf(props.inbox.items);
  const [done] = groups.slice(-1);
  const all = chosen ?? done?.messages.some(({ id }) => id === opened) === true;
  const open = groups.slice(0, -1).filter(group => group.messages.length > 0);
  useRoving(list, '[data-testid="cg-message"]', 'rows');
  const card = (message: Message): JSX.Element => (
    <MessageCard
      key={message.id}
      message={message}
      access={props.access}
      you={props.you}
      limit={props.limit}
      onSay={props.onSay}
      onGoOn={props.onGoOn}
      {...(props.below === undefined ? {} : { below: props.below })}
    />
  );
  return (
    <div ref={list} data-lm-suppress-shortcuts="true">
      {opened?.startsWith('m_') === true &&
        !props.inbox.items.some(({ id }) => id === opened) && (
          <OpenedMessage
            key={opened}
            id={opened}
            fetch={props.fetchMessage}
            card={card}
          />
        )}
      {open.length === 0 && (
        <Empty title={trans.__('Nothing waits for you')}>
          {trans.__(
            'Announcements, questions and handoffs that are addressed to you, to your areas or to all appear here.'
          )}
        </Empty>
      )}
      {open.map(group => (
        <section
          key={group.id}
          className="cg-group"
          aria-label={group.label}
          data-testid={`cg-inbox-${group.id}`}
        >
          <h3>
            {group.label} <span className="cg-count">{group.messages.length}</span>
          </h3>
          {group.messages.map(card)}
        </section>
      ))}
      {done !== undefined && done.messages.length > 0 && (
        <section
          className="cg-group"
          aria-label={done.label}
          data-testid="cg-inbox-done"
        >
          <button
            data-testid="cg-inbox-all"
            type="button"
            className="cg-more"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all
              ? trans.__('Hide what is done')
              : trans._n(
                  'Show what is done (%1 message)',
                  'Show what is done (%1 messages)',
                  done.messages.length
                )}
          </button>
          {all && done.messages.map(card)}
        </section>
      )}
    </div>
  );
}

/** A message that was found and does not concern this member, so that no inbox holds it. */
function OpenedMessage(props: {
  id: string;
  fetch: (id: string) => Promise<Message>;
  card: (message: Message) => JSX.Element;
}): JSX.Element {
  const { id, fetch } = props;
  const [message, setMessage] = useState<Loadable<Message>>(PENDING);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    void attempt(() => fetch(id)).then(came => {
      if (wanted) {
        setMessage(came);
      }
    });
    return () => {
      wanted = false;
    };
    // One fetch for each message and try; the function is made anew with each redraw.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, tries]);
  return (
    <section aria-label={trans.__('Found')} data-testid="cg-opened-message">
      <Loaded
        of={message}
        what={trans.__('the message')}
        retry={() => setTries(tries + 1)}
      >
        {props.card}
      </Loaded>
    </section>
  );
}
