/** What only this member has: questions to the model, their answers, and notes. */

import { addIcon, lockIcon } from '@jupyterlab/ui-components';
import type { FormEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import type { Person } from '../../api/wire/member';
import type { Turn } from '../../api/wire/turn';
import type { Access } from '../../core/access';
import type { TurnList } from '../../core/answer';
import type { Entry } from '../../core/entry';
import { isLive } from '../../core/entry';
import type { Titles } from '../../core/titles';
import type { Drafts } from '../../features/entries/drafts';
import type { EntryActions } from '../../features/entries/entrycard';
import { EntryCard } from '../../features/entries/entrycard';
import { EntryForm } from '../../features/entries/entryform';
import { ShareDialog } from '../../features/entries/sharedialog';
import type { AskState } from '../../features/turns/ask';
import type { TurnActions } from '../../features/turns/turncard';
import { TurnCard } from '../../features/turns/turncard';
import { Older } from '../../features/turns/turnstab';
import { Button } from '../../ui/controls';
import { useReturnFocus } from '../../ui/focus';
import type { Limits } from '../../ui/room';
import { lengthOf, Room } from '../../ui/room';
import { Empty, Loaded, ProblemNote } from '../../ui/states';

/** Private turns drawn before "Show all". */
const RECENT = 3;

export interface PrivateTabProps extends EntryActions, TurnActions {
  areas: readonly string[];
  /** Open threads, the one used last first. */
  threads: readonly { readonly id: string; readonly title: string }[];
  notes: Loadable<readonly Entry[]>;
  turns: Loadable<TurnList>;
  titles: Titles;
  asking: AskState;
  access: Access;
  user: Person | null;
  drafts: Drafts;
  limits: Limits & { question: number };
  onNote: () => void;
  onShareTurn: (turn: Turn) => void;
  onQuestion: (question: string) => void;
  onAsk: () => Promise<boolean>;
  onOlder: () => void;
  onRetry: () => void;
}

export function PrivateTab(props: PrivateTabProps): JSX.Element {
  if (!props.access.note && props.user !== null) {
    return (
      <Empty title="Nothing private without a name">
        Notes and private questions belong to a person, and the server does not know who
        you are.
      </Empty>
    );
  }
  return (
    <>
      <p className="cg-private" data-testid="cg-private-notice">
        <lockIcon.react tag="span" className="cg-icon" />
        <span>
          <strong>Only you can see this.</strong> Nothing here enters a notebook or
          anyone else’s prompt.
        </span>
      </p>
      <section aria-label="Private questions">
        {props.access.contribute && <AskBox {...props} />}
        <History {...props} />
      </section>
      <Notes {...props} />
      <Sharing {...props} />
    </>
  );
}

function AskBox(props: PrivateTabProps): JSX.Element {
  const { asking } = props;
  const [question, setQuestion] = useState(asking.question);
  const id = useId();
  const excess = lengthOf(question.trim()) - props.limits.question;
  // The model empties the question when it has been sent, and only then.
  useEffect(() => {
    if (asking.question === '') {
      setQuestion('');
    }
  }, [asking.question]);
  const askable = question.trim() !== '' && excess <= 0 && !asking.sending;
  const ask = (): void => {
    if (askable) {
      void props.onAsk();
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    ask();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    }
  };
  return (
    <form className="cg-form" aria-label="Ask privately" onSubmit={onSubmit}>
      <div className="cg-field">
        <label htmlFor={`${id}-question`}>Ask privately</label>
        <textarea
          id={`${id}-question`}
          rows={3}
          value={question}
          readOnly={asking.sending}
          placeholder="The answer uses the team’s context and your notes"
          aria-describedby={`${id}-room`}
          aria-invalid={excess > 0}
          data-testid="cg-private-ask"
          data-cg-focus="ask"
          onKeyDown={onKeyDown}
          onChange={event => {
            setQuestion(event.currentTarget.value);
            props.onQuestion(event.currentTarget.value);
          }}
        />
        <Room id={`${id}-room`} limit={props.limits.question} excess={excess} />
      </div>
      {asking.problem !== null && <ProblemNote problem={asking.problem} />}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={asking.sending ? 'Sending…' : 'Ask'}
          disabled={!askable}
          testId="cg-private-submit"
        />
        <span className="cg-muted">Ctrl/⌘ + Enter</span>
      </div>
    </form>
  );
}

function History(props: PrivateTabProps): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <Loaded of={props.turns} what="your questions" retry={props.onRetry}>
      {list => {
        const own = list.turns.filter(turn => turn.visibility === 'private');
        const shown = all ? own : own.slice(0, RECENT);
        return (
          <>
            {shown.map((turn, at) => (
              <TurnCard
                key={turn.id}
                talk
                open={at === 0}
                turn={turn}
                titles={props.titles}
                mayStop={isStreaming(turn)}
                onJump={props.onJump}
                onStop={props.onStop}
                onShareTurn={props.onShareTurn}
                {...(props.onWriteAbout === undefined
                  ? {}
                  : { onWriteAbout: props.onWriteAbout })}
              />
            ))}
            {own.length > shown.length && (
              <button type="button" className="cg-more" onClick={() => setAll(true)}>
                Show all {own.length} of your questions
              </button>
            )}
            {all && (
              <Older list={list} onOlder={props.onOlder} onRetry={props.onRetry} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function isStreaming(turn: Turn): boolean {
  return turn.status === 'streaming';
}

function Notes(props: PrivateTabProps): JSX.Element {
  const [retired, setRetired] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const draft = props.drafts.get('note');
  useReturnFocus(draft !== null, add);
  return (
    <section className="cg-group" aria-label="Notes" data-testid="cg-notes">
      <div className="cg-row cg-section-head">
        <h3>Notes</h3>
        <span className="cg-spring" />
        <Button
          ref={add}
          label="Add note"
          icon={addIcon}
          disabled={draft !== null}
          testId="cg-add-note"
          onClick={props.onNote}
        />
      </div>
      {draft !== null && (
        <EntryForm
          key={draft.key}
          draft={draft}
          limits={props.limits}
          submit="Keep note"
          label="Add a private note"
          chooseKind={false}
          testId="cg-note-form"
          tell={null}
          onPreview={props.onPreview}
          onWrite={props.onWrite}
          onSend={props.onSend}
          onDiscard={props.onDiscard}
        />
      )}
      <Loaded of={props.notes} what="your notes" retry={props.onRetry}>
        {notes => {
          const shown = notes.filter(
            note =>
              retired || isLive(note) || props.drafts.get('edit', note.id) !== null
          );
          const hidden = notes.length - shown.length;
          return (
            <>
              {shown.length === 0 && draft === null && (
                <Empty title="No notes yet">
                  What you are on, what you are trying, how you like answers: it goes
                  into your private questions only, until you share it.
                </Empty>
              )}
              {shown.map(note => (
                <NoteCard key={note.id} {...props} note={note} />
              ))}
              {(hidden > 0 || retired) && (
                <button
                  type="button"
                  className="cg-more"
                  onClick={() => setRetired(!retired)}
                >
                  {retired ? 'Hide retired notes' : `Show retired notes (${hidden})`}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function NoteCard(props: PrivateTabProps & { note: Entry }): JSX.Element {
  const { note, access, onShare, onBring } = props;
  return (
    <EntryCard
      entry={note}
      draft={props.drafts.get('edit', note.id)}
      limits={props.limits}
      mayEdit
      mayAccept={false}
      onEdit={props.onEdit}
      onRetire={props.onRetire}
      onAccept={props.onAccept}
      onRevert={props.onRevert}
      onVersions={props.onVersions}
      onWrite={props.onWrite}
      onSend={props.onSend}
      onDiscard={props.onDiscard}
      onPreview={props.onPreview}
      {...(access.contribute && onShare !== undefined ? { onShare } : {})}
      {...(access.contribute && props.threads.length > 0 && onBring !== undefined
        ? { onBring }
        : {})}
    />
  );
}

/** The share dialog of whichever note or answer is being shared. */
function Sharing(props: PrivateTabProps): JSX.Element | null {
  const { user } = props;
  const draft = props.drafts.first('share');
  return draft === null || user === null ? null : (
    <ShareDialog
      key={draft.key}
      draft={draft}
      limits={props.limits}
      user={user}
      areas={props.areas}
      threads={props.threads}
      onPreview={props.onPreview}
      onWrite={props.onWrite}
      onSend={props.onSend}
      onDiscard={props.onDiscard}
    />
  );
}
