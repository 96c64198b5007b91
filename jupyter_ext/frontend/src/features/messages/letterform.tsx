/** The form of a new message. It holds what is typed and reports it; it never throws any away. */

import { CONSTANTS } from '../../api/wire/constants';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { typedIn } from '../../ui/draftbox';
import { useEnv } from '../../ui/env';
import {
  Choice,
  excessOf,
  Line,
  optionalMarkdown,
  Lines,
  Title
} from '../../ui/fields';
import { Form } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import type { Letter, Letters } from './letters';
import { BLANK, isSendable, letterCommand } from './letters';
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
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const write = (text: Partial<Letter>): void => {
    setLetter(now => ({ ...now, ...text }));
    letters.write(text);
  };
  const fits =
    excessOf(letter.title.trim(), MAX_TITLE) <= 0 && excessOf(letter.body, limit) <= 0;
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
  return (
    <Form
      label={trans.__('New message')}
      testId="cg-letter"
      submit={trans.__('Send')}
      submitId="cg-letter-send"
      ready={isSendable(letter) && fits}
      busy={busy}
      typed={typedIn(letter, BLANK)}
      onSubmit={() => void send()}
      onCancel={() => letters.discard()}
      beside={
        <span className="cg-muted">
          {trans.__('Everyone on the team may read it.')}
        </span>
      }
    >
      <Choice
        label={trans.__('What')}
        testId="cg-letter-kind"
        value={letter.kind}
        choices={kinds()}
        onChange={value => {
          const chosen = kinds().find(([kind]) => kind === value);
          write({ kind: chosen?.[0] ?? 'query' });
        }}
      />
      <To {...props} to={letter.to} onChange={to => write({ to })} />
      <Title
        ref={first}
        label={trans.__('Title')}
        testId="cg-letter-title"
        value={letter.title}
        readOnly={busy}
        limit={MAX_TITLE}
        onChange={title => write({ title })}
      />
      <Lines
        label={trans.__('Text')}
        note={optionalMarkdown()}
        rows={3}
        value={letter.body}
        limit={limit}
        onChange={body => write({ body })}
      />
      {letter.kind === 'handoff' && (
        <>
          <Lines
            label={trans.__('Schema')}
            note={trans.__('optional')}
            rows={2}
            value={letter.schema}
            limit={limit}
            onChange={schema => write({ schema })}
          />
          <Lines
            label={trans.__('Interface')}
            note={trans.__('optional')}
            rows={2}
            value={letter.interface}
            limit={limit}
            onChange={text => write({ interface: text })}
          />
          <Lines
            label={trans.__('Example responses')}
            note={trans.__('optional')}
            rows={2}
            value={letter.examples}
            limit={limit}
            onChange={examples => write({ examples })}
          />
          <Lines
            label={trans.__('Files')}
            note={trans.__('one a line, optional')}
            rows={2}
            value={letter.files}
            limit={limit}
            onChange={files => write({ files })}
          />
          <Lines
            label={trans.__('What is left')}
            note={trans.__('it stays open until somebody says what they take over')}
            rows={2}
            value={letter.left}
            limit={limit}
            onChange={left => write({ left })}
          />
        </>
      )}
      <Line
        label={trans.__('Wanted by')}
        note={trans.__('optional')}
        type="datetime-local"
        value={letter.due}
        onChange={due => write({ due })}
      />
      {letter.turn !== null && (
        <p className="cg-hint">
          {trans.__(
            'The question to the AI that this comes from can go on with the answer.'
          )}
        </p>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </Form>
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
