/** The small things: buttons, badges, faces, bylines, and Markdown in React. */

import type { LabIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import type { ReactNode, Ref } from 'react';
import { forwardRef, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Person } from '../api/wire/member';
import { trans } from '../core/trans';
import { useEnv } from './env';
import { ago, exactTime, isPlain } from './format';
import type { MarkdownView } from './markdown';

export interface ButtonProps {
  label: string;
  icon?: LabIcon;
  /** Show the icon only; the label is still read aloud. */
  iconOnly?: boolean;
  look?: 'plain' | 'accept' | 'warn';
  disabled?: boolean;
  title?: string;
  testId?: string;
  submit?: boolean;
  onClick?: () => void;
}

export const Button = forwardRef(function Button(
  props: ButtonProps,
  ref: Ref<HTMLButtonElement>
): JSX.Element {
  const { icon: Icon, iconOnly = false, look = 'plain' } = props;
  return (
    <button
      ref={ref}
      type={props.submit === true ? 'submit' : 'button'}
      className={`cg-button cg-mod-${look}${iconOnly ? ' cg-mod-icon' : ''}`}
      disabled={props.disabled}
      title={props.title ?? (iconOnly ? props.label : undefined)}
      aria-label={iconOnly ? props.label : undefined}
      data-testid={props.testId}
      onClick={props.onClick}
    >
      {Icon !== undefined && <Icon.react tag="span" className="cg-icon" />}
      {!iconOnly && <span>{props.label}</span>}
    </button>
  );
});

export function Badge(props: {
  look: 'plain' | 'demo' | 'proposed' | 'dispute' | 'ended' | 'live' | 'bad';
  title?: string;
  children: ReactNode;
}): JSX.Element {
  return (
    <span
      className={`cg-badge cg-mod-${props.look}`}
      title={props.title}
      data-testid={`cg-badge-${props.look}`}
    >
      {props.children}
    </span>
  );
}

/** The area whose people an entry is for. */
export function AreaChip(props: { name: string }): JSX.Element {
  return (
    <span
      className="cg-badge cg-area"
      title={trans.__('Area: %1', props.name)}
      data-testid="cg-area"
    >
      <span className="cg-visually-hidden">{trans.__('Area:')} </span>
      {props.name}
    </span>
  );
}

const COLOR = /^(#[0-9a-f]{3,8}|var\(--[\w-]+\)|(rgb|hsl)a?\([\d\s.,%/]+\)|[a-z]+)$/i;

/** A colour from the server if it is one, else a steady one of JupyterLab's by the name. */
export function colorOf(person: Person): string {
  if (person.color !== null && COLOR.test(person.color)) {
    return person.color;
  }
  const sum = [...person.username].reduce(
    (total, letter) => total + letter.charCodeAt(0),
    0
  );
  return `var(--jp-collaborator-color${(sum % 7) + 1})`;
}

export function Avatar(props: { person: Person; note?: string }): JSX.Element {
  const { person, note } = props;
  const name =
    note === undefined ? person.display_name : `${person.display_name} (${note})`;
  return (
    <span
      className="cg-avatar"
      role="img"
      aria-label={name}
      title={name}
      style={{ ['--cg-face' as string]: colorOf(person) }}
    >
      {person.initials}
    </span>
  );
}

/** `more`: who else had a part in it. */
export function Byline(props: {
  username: string;
  at: number;
  more?: string;
}): JSX.Element {
  const { person, now } = useEnv();
  const author = person(props.username);
  return (
    <span className="cg-byline">
      <span aria-hidden="true">
        <Avatar person={author} />
      </span>
      <span>
        <span className="cg-name">{author.display_name}</span>
        {props.more !== undefined && props.more !== '' && `, ${props.more}`}
      </span>
      <When at={props.at} now={now} />
    </span>
  );
}

export function When(props: { at: number; now: number }): JSX.Element {
  return (
    <time
      className="cg-when"
      dateTime={new Date(props.at).toISOString()}
      title={exactTime(props.at)}
    >
      {ago(props.at, props.now)}
    </time>
  );
}

/** A text as people wrote it: Markdown where it has any, otherwise as it stands. */
export function Prose(props: { text: string; testId?: string }): JSX.Element | null {
  if (props.text.trim() === '') {
    return null;
  }
  return isPlain(props.text) ? (
    <p className="cg-prose cg-mod-plain" data-testid={props.testId}>
      {props.text}
    </p>
  ) : (
    <MarkdownText
      text={props.text}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
    />
  );
}

const LONG = 600;

/** A long text is cut to a glance, and opens on request. */
export function LongText(props: { text: string }): JSX.Element {
  const [open, setOpen] = useState(false);
  const long = props.text.length > LONG || props.text.split('\n').length > 12;
  return (
    <>
      <div className={long && !open ? 'cg-clipped' : undefined}>
        <Prose text={props.text} testId="cg-entry-body" />
      </div>
      {long && (
        <button
          type="button"
          className="cg-more"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? trans.__('Show less') : trans.__('Show all')}
        </button>
      )}
    </>
  );
}

export function MarkdownText(props: { text: string; testId?: string }): JSX.Element {
  const { markdown } = useEnv();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<MarkdownView | null>(null);
  // A layout effect, since Lumino must detach the widget before React takes its host away.
  useLayoutEffect(() => {
    const created = markdown.create();
    if (host.current !== null) {
      Widget.attach(created.widget, host.current);
    }
    view.current = created;
    return () => {
      view.current = null;
      created.dispose();
    };
  }, [markdown]);
  useEffect(() => view.current?.draw(props.text), [markdown, props.text]);
  return <div ref={host} className="cg-prose" data-testid={props.testId} />;
}
