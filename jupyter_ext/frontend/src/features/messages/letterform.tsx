/** The form of a new message. It holds what is typed and reports it; it never throws any away. */

import { CONSTANTS } from '../../api/wire/constants';
import type { FormEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { Letter, Letters } from './letters';
import { isSendable, letterCommand } from './letters';
import type { Inbox, MessageKind } from './wire';

const kinds = (): readonly (readonly [MessageKind, string])[] => [
  ['query', trans.__('Ask')],
  ['announcement', trans.__('Announce')],
  ['handoff', trans.__('Hand over')]
];
const MAX_TITLE = CONSTANTS.limits.title;

export function LetterForm(props: {
  letters: Letters;
  letter: Letter;
  inbox: Inbox;
  you: string;
  limit: number;
  onSend: (command: Command) => Promise<void>;
}): JSX.Element {
  const { letters, limit } = props;
  const [letter, setLetter] = useState(props.letter);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const write = (text: Partial<Letter>): void => {
    setLetter(now => ({ ...now, ...text }));
    letters.write(text);
  };
  const excess = lengthOf(letter.title.trim()) - MAX_TITLE;
  const over = lengthOf(letter.body) - limit;
  const sendable = isSendable(letter) && excess <= 0 && over <= 0 && !busy;
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await props.onSend(letterCommand(letter));
      letters.discard();
    } catch (error) {
      setProblem(Problem.of(error));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (sendable) {
      void send();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && sendable) {
      event.preventDefault();
      void send();
    }
  };
  const handoff = letter.kind === 'handoff';
  return (
    <form
      className="cg-form"
      aria-label={trans.__('New message')}
      data-testid="cg-letter"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <div className="cg-field">
        <label htmlFor={`${id}-kind`}>{trans.__('What')}</label>
        <span className="cg-select">
          <select
            id={`${id}-kind`}
            value={letter.kind}
            data-testid="cg-letter-kind"
            onChange={event => {
              const chosen = kinds().find(
                ([kind]) => kind === event.currentTarget.value
              );
              write({ kind: chosen?.[0] ?? 'query' });
            }}
          >
            {kinds().map(([kind, label]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </span>
      </div>
      <To {...props} to={letter.to} onChange={to => write({ to })} />
      <div className="cg-field">
        <label htmlFor={`${id}-title`}>{trans.__('Title')}</label>
        <input
          id={`${id}-title`}
          ref={first}
          type="text"
          value={letter.title}
          readOnly={busy}
          autoComplete="off"
          aria-invalid={excess > 0}
          aria-describedby={`${id}-title-room`}
          data-testid="cg-letter-title"
          onChange={event => write({ title: event.currentTarget.value })}
        />
        <Room id={`${id}-title-room`} limit={MAX_TITLE} excess={excess} />
      </div>
      <Area
        id={`${id}-body`}
        label={trans.__('Text')}
        note={trans.__('Markdown, optional')}
        rows={3}
        value={letter.body}
        limit={limit}
        onChange={body => write({ body })}
      />
      {handoff && (
        <>
          <Area
            id={`${id}-schema`}
            label={trans.__('Schema')}
            note={trans.__('optional')}
            rows={2}
            value={letter.schema}
            limit={limit}
            onChange={schema => write({ schema })}
          />
          <Area
            id={`${id}-interface`}
            label={trans.__('Interface')}
            note={trans.__('optional')}
            rows={2}
            value={letter.interface}
            limit={limit}
            onChange={text => write({ interface: text })}
          />
          <Area
            id={`${id}-examples`}
            label={trans.__('Example responses')}
            note={trans.__('optional')}
            rows={2}
            value={letter.examples}
            limit={limit}
            onChange={examples => write({ examples })}
          />
          <Area
            id={`${id}-files`}
            label={trans.__('Files')}
            note={trans.__('one a line, optional')}
            rows={2}
            value={letter.files}
            limit={limit}
            onChange={files => write({ files })}
          />
          <Area
            id={`${id}-left`}
            label={trans.__('What is left')}
            note={trans.__('it stays open until somebody says what they take over')}
            rows={2}
            value={letter.left}
            limit={limit}
            onChange={left => write({ left })}
          />
        </>
      )}
      <div className="cg-field">
        <label htmlFor={`${id}-due`}>
          {trans.__('Wanted by')}{' '}
          <span className="cg-muted">{trans.__('optional')}</span>
        </label>
        <input
          id={`${id}-due`}
          type="datetime-local"
          value={letter.due}
          onChange={event => write({ due: event.currentTarget.value })}
        />
      </div>
      {letter.turn !== null && (
        <p className="cg-hint">
          {trans.__(
            'The question to the AI that this comes from can go on with the answer.'
          )}
        </p>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={busy ? trans.__('Sending…') : trans.__('Send')}
          disabled={!sendable}
          testId="cg-letter-send"
        />
        <Button
          label={trans.__('Cancel')}
          disabled={busy}
          onClick={() => letters.discard()}
        />
        <span className="cg-muted">
          {trans.__('Everyone on the team may read it.')}
        </span>
      </div>
    </form>
  );
}

/** Whom it is for: all, areas, and people. */
function To(props: {
  inbox: Inbox;
  you: string;
  to: readonly string[];
  onChange: (to: string[]) => void;
}): JSX.Element {
  const { inbox, to } = props;
  const { person } = useEnv();
  const people = inbox.members.filter(username => username !== props.you);
  const known = new Set(['@all', ...people.map(name => `@${name}`)]);
  const choices = [
    ['@all', trans.__('Everyone')] as const,
    ...inbox.areas.map(name => [`#${name}`, trans.__('Area %1', name)] as const),
    ...people.map(name => [`@${name}`, person(name).display_name] as const),
    // Named by a proposal or a draft, and not among those who are here.
    ...to
      .filter(one => !known.has(one) && !inbox.areas.includes(one.slice(1)))
      .map(one => [one, one] as const)
  ];
  return (
    <fieldset className="cg-to" data-testid="cg-letter-to">
      <legend>{trans.__('To')}</legend>
      {choices.map(([value, label]) => (
        <label key={value} className="cg-choice">
          <input
            type="checkbox"
            checked={to.includes(value)}
            value={value}
            onChange={event =>
              props.onChange(
                event.currentTarget.checked
                  ? [...to, value]
                  : to.filter(one => one !== value)
              )
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Area(props: {
  id: string;
  label: string;
  note: string;
  rows: number;
  value: string;
  limit: number;
  onChange: (value: string) => void;
}): JSX.Element {
  const excess = lengthOf(props.value) - props.limit;
  return (
    <div className="cg-field">
      <label htmlFor={props.id}>
        {props.label} <span className="cg-muted">{props.note}</span>
      </label>
      <textarea
        id={props.id}
        rows={props.rows}
        value={props.value}
        aria-invalid={excess > 0}
        aria-describedby={`${props.id}-room`}
        onChange={event => props.onChange(event.currentTarget.value)}
      />
      <Room id={`${props.id}-room`} limit={props.limit} excess={excess} />
    </div>
  );
}
