/** The small things: buttons, badges, faces, bylines, and Markdown in React. */

import type { LabIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import type { ComponentPropsWithoutRef, ReactNode, Ref, RefObject } from 'react';
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState
} from 'react';
import type { Person } from '../api/wire/member';
import { trans } from '../core/trans';
import { useEnv } from './env';
import { ago, exactTime, isPlain } from './format';
import type { MarkdownView } from './markdown';
import { useRoving } from './useroving';

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

/**
 * What is disabled while it has the focus would lose it: until it is left, it only says that it is.
 * Every control that can be disabled is drawn with this.
 */
function useHeld(
  own: RefObject<HTMLElement>,
  disabled: boolean
): {
  held: boolean;
  says: { disabled: boolean; 'aria-disabled'?: true; onBlur: () => void };
} {
  const [, drawAgain] = useState(0);
  const node = own.current;
  const held = disabled && node !== null && node === node.ownerDocument.activeElement;
  return {
    held,
    says: {
      disabled: disabled && !held,
      ...(held ? { 'aria-disabled': true } : {}),
      onBlur: () => drawAgain(times => times + 1)
    }
  };
}

/** A choice that keeps the focus when it is disabled; meanwhile it can't be changed. */
export function HeldSelect(
  props: Omit<ComponentPropsWithoutRef<'select'>, 'onBlur' | 'aria-disabled'>
): JSX.Element {
  const { disabled = false, onChange, ...more } = props;
  const own = useRef<HTMLSelectElement>(null);
  const { held, says } = useHeld(own, disabled);
  return (
    <select
      {...more}
      {...says}
      ref={own}
      onChange={event => {
        if (!held) {
          onChange?.(event);
        }
      }}
    />
  );
}

/** A button that keeps the focus when it is disabled. */
export const HeldButton = forwardRef(function HeldButton(
  props: Omit<ComponentPropsWithoutRef<'button'>, 'onBlur' | 'aria-disabled'>,
  ref: Ref<HTMLButtonElement>
): JSX.Element {
  const { disabled = false, onClick, ...more } = props;
  const own = useRef<HTMLButtonElement>(null);
  const { held, says } = useHeld(own, disabled);
  useImperativeHandle(ref, () => own.current as HTMLButtonElement);
  return (
    <button
      type="button"
      {...more}
      ref={own}
      {...says}
      onClick={event => {
        if (held) {
          event.preventDefault();
        } else {
          onClick?.(event);
        }
      }}
    />
  );
});

export const Button = forwardRef(function Button(
  props: ButtonProps,
  ref: Ref<HTMLButtonElement>
): JSX.Element {
  const { icon: Icon, iconOnly = false, look = 'plain', onClick } = props;
  return (
    <HeldButton
      ref={ref}
      type={props.submit === true ? 'submit' : 'button'}
      className={`cg-button cg-mod-${look}${iconOnly ? ' cg-mod-icon' : ''}`}
      disabled={props.disabled}
      title={props.title ?? (iconOnly ? props.label : undefined)}
      aria-label={iconOnly ? props.label : undefined}
      data-testid={props.testId}
      onClick={() => onClick?.()}
    >
      {Icon !== undefined && <Icon.react tag="span" className="cg-icon" />}
      {!iconOnly && <span>{props.label}</span>}
    </HeldButton>
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

/** Buttons in a row that are one tab stop: the left and right arrows go from one to another. */
export function Toolbar(props: {
  label: string;
  className?: string;
  testId?: string;
  children: ReactNode;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useRoving(box, 'button', 'row');
  return (
    <div
      ref={box}
      role="toolbar"
      className={props.className ?? 'cg-actions'}
      aria-label={props.label}
      data-testid={props.testId}
    >
      {props.children}
    </div>
  );
}

/** A list that is one tab stop: the up and down arrows go from one of its items to another. */
export function RovingList(props: {
  items: string;
  className?: string;
  children: ReactNode;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useRoving(box, props.items, 'rows');
  return (
    <div ref={box} className={props.className}>
      {props.children}
    </div>
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
          data-testid="cg-show-all"
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
