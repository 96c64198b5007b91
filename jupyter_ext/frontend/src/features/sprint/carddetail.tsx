/** An open card: its fields, as a form where they may be changed, and what people said on it. */

import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { CONSTANTS } from '../../api/wire/constants';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Line, Lines, Title } from '../../ui/fields';
import { exactTime } from '../../ui/format';
import { Form, sendKey } from '../../ui/forms';
import type { CardProps } from './cardprops';
import type { FieldName, Fields } from './sprint';
import { amountIn, assignees, FIELDS } from './sprint';
import { seenOf } from './undo';
import type { Sprint, Task } from './wire';

type Props = CardProps & { task: Task };

/** What was typed: only fields that are named `changed` count, and what was `seen` of these. */
const UNCHANGED = {
  changed: [] as string[],
  seen: [] as string[],
  title: '',
  assignee: '',
  estimate: '',
  area: '',
  notes: ''
};

export function CardDetail(props: Props): JSX.Element {
  const { task, actions } = props;
  const close = (): void => actions.onOpen(task, false);
  return (
    <div
      className="cg-task-detail"
      data-testid="cg-task-detail"
      onKeyDown={(event: KeyboardEvent) => {
        event.stopPropagation(); // neither the card's keys nor the notebook's
        if (event.key === 'Escape' && !event.defaultPrevented) {
          close();
        }
      }}
      onDoubleClick={event => event.stopPropagation()}
    >
      {props.mayMove ? (
        <CardForm {...props} onClose={close} />
      ) : (
        <>
          <span className="cg-task-title">{task.title}</span>
          {task.notes !== '' && <p className="cg-task-notes">{task.notes}</p>}
        </>
      )}
      <Comments {...props} />
      {!props.mayMove && <Button label={trans.__('Close')} onClick={close} />}
    </div>
  );
}

function CardForm(props: Props & { onClose: () => void }): JSX.Element {
  const { sprint, task, actions } = props;
  const draft = useDraft(`card ${task.id}`, UNCHANGED);
  const [busy, setBusy] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.querySelector('textarea')?.focus();
    root.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { value } = draft;
  const said = (name: FieldName): string =>
    value.changed.includes(name) ? value[name] : written(task, name);
  const set = (name: FieldName, text: string): void => {
    const changed = new Set(value.changed).add(name);
    const seen = value.changed.includes(name)
      ? value.seen
      : [...value.seen, ...seenOf(task, [name])];
    if (text === written(task, name)) {
      changed.delete(name);
    }
    draft.set(
      changed.size === 0
        ? UNCHANGED
        : { ...value, [name]: text, changed: [...changed], seen }
    );
  };
  const estimate = amountIn(said('estimate'));
  const fine = said('title').trim() !== '' && estimate !== undefined;
  const save = async (): Promise<void> => {
    const fields = fieldsOf(value, estimate ?? null);
    if (!fine || busy) {
      return;
    }
    setBusy(true);
    const taken =
      Object.keys(fields).length === 0 ||
      (await actions.onEdit(task, fields, value.seen));
    setBusy(false);
    if (taken) {
      draft.forget();
      props.onClose();
    }
  };
  return (
    <div
      ref={root}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && isLine(event.target)) {
          event.preventDefault();
          void save();
        }
      }}
    >
      <Form
        label={trans.__('Change %1', task.key)}
        submit={trans.__('Save')}
        submitId="cg-task-save"
        sending={trans.__('Saving…')}
        ready={fine}
        busy={busy}
        typed={draft.typed}
        onSubmit={() => void save()}
        onCancel={() => {
          draft.forget();
          props.onClose();
        }}
        beside={
          <Button
            label={trans.__('Estimate together')}
            title={trans.__('Everybody estimates it in secret, then all are revealed')}
            testId="cg-task-poker"
            onClick={() => actions.onPoker(task)}
          />
        }
      >
        <Title
          label={trans.__('Title')}
          name="title"
          value={said('title')}
          limit={CONSTANTS.limits.title}
          testId="cg-task-field-title"
          onChange={text => set('title', text)}
        />
        <Suggest
          label={trans.__('Who')}
          value={said('assignee')}
          among={namesIn(sprint)}
          testId="cg-task-field-assignee"
          onChange={text => set('assignee', text)}
        />
        <Line
          label={estimateLabel(sprint)}
          value={said('estimate')}
          invalid={estimate === undefined}
          testId="cg-task-field-estimate"
          onChange={text => set('estimate', text)}
        />
        {estimate === undefined && (
          <p className="cg-hint cg-mod-warn" role="alert">
            {trans.__('An estimate is a number that is not negative, or nothing.')}
          </p>
        )}
        <Suggest
          label={trans.__('Area')}
          value={said('area')}
          among={sprint.areas}
          testId="cg-task-field-area"
          onChange={text => set('area', text)}
        />
        <Lines
          label={trans.__('Notes')}
          rows={2}
          value={said('notes')}
          testId="cg-task-field-notes"
          onChange={text => set('notes', text)}
        />
      </Form>
    </div>
  );
}

/** Whether Enter ends what is typed there: a title is one line, however high its field is. */
function isLine(field: EventTarget): boolean {
  return (
    field instanceof HTMLInputElement ||
    (field instanceof HTMLTextAreaElement && field.name === 'title')
  );
}

/** A line with what others are called, to choose from. */
function Suggest(props: {
  label: string;
  value: string;
  among: readonly string[];
  testId: string;
  onChange: (text: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div className="cg-field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        list={`${id}-names`}
        autoComplete="off"
        maxLength={80}
        value={props.value}
        data-testid={props.testId}
        onChange={event => props.onChange(event.currentTarget.value)}
      />
      <datalist id={`${id}-names`}>
        {props.among.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

function Comments(props: Props): JSX.Element {
  const { task, actions } = props;
  const draft = useDraft<string>(`comment ${task.id}`, '');
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    const text = draft.value.trim();
    if (text !== '' && !busy) {
      setBusy(true);
      if (await actions.onComment(task, text)) {
        draft.forget();
      }
      setBusy(false);
    }
  };
  return (
    <div className="cg-comments">
      <ul aria-label={trans.__('Comments on %1', task.key)}>
        {task.comments.map(({ id, text, by, at }) => (
          <li key={id} data-testid="cg-comment">
            <span className="cg-muted" title={exactTime(at)}>
              {props.person(by).display_name}
            </span>{' '}
            <span className="cg-comment-text">{text}</span>
          </li>
        ))}
      </ul>
      {props.mayComment && (
        <>
          <textarea
            className="cg-textarea"
            rows={1}
            maxLength={2000}
            placeholder={trans.__('Comment')}
            aria-label={trans.__('Comment on %1', task.key)}
            data-testid="cg-comment-text"
            value={draft.value}
            onChange={event => draft.set(event.currentTarget.value)}
            onKeyDown={sendKey(() => void send())}
          />
          <Button
            label={trans.__('Comment')}
            testId="cg-comment-send"
            disabled={draft.value.trim() === '' || busy}
            onClick={() => void send()}
          />
        </>
      )}
    </div>
  );
}

function estimateLabel({ unit }: Sprint): string {
  switch (unit) {
    case 'points':
      return trans.__('Estimate in points');
    case 'days':
      return trans.__('Estimate in days');
    default:
      return trans.__('Estimate');
  }
}

function namesIn(sprint: Sprint): string[] {
  const names = assignees(sprint).filter((name): name is string => name !== null);
  return [...new Set([...sprint.people, ...names])];
}

/** A field as it stands in its line. */
function written(task: Task, name: FieldName): string {
  return String(task[name] ?? '');
}

function fieldsOf(value: typeof UNCHANGED, estimate: number | null): Fields {
  const changed = FIELDS.filter(name => value.changed.includes(name));
  return Object.fromEntries(
    changed.map(name => [
      name,
      name === 'estimate'
        ? estimate
        : name === 'notes'
          ? value.notes
          : value[name].trim() || null
    ])
  );
}
