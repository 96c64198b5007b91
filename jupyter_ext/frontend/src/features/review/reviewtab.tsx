/** The review queue: what waits for the owner, one by one or several at once, by mouse or by keys. */

import type { ComponentType, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { Problem } from '../../api/problem';
import type { Settlement } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { useEnv } from '../../ui/env';
import { ReasonForm } from '../../ui/forms';
import type { Limits } from '../../ui/room';
import { Empty, Loaded } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import type { Merged } from './mergeform';
import { MergeForm } from './mergeform';
import { useGrace } from './grace';
import type { Order } from './queue';
import { inOrder, intentOf, moved, targets, titleOf } from './queue';
import { Bulk, Hint, QueueTools, UndoLine } from './queuetools';
import type { ResolveFormProps } from '../../ui/resolving';
import type { OpenForm } from './actions';
import { ReviewCard } from './reviewcard';
import type { ItemType, ReviewItem } from './wire';

/** What waits for a word of the owner's; everything else is in dispute. */
const WAITS: ReadonlySet<ItemType> = new Set<ItemType>([
  'proposal',
  'replacement',
  'broken'
]);

export interface ReviewActions {
  resolveForm: ComponentType<ResolveFormProps>;
  onAccept: (item: ReviewItem) => Promise<void>;
  onReject: (item: ReviewItem, reason: string) => Promise<void>;
  onResolve: (item: ReviewItem, settlement: Settlement) => Promise<void>;
  onDismiss: (item: ReviewItem, reason: string) => Promise<void>;
  /** Make one entry of several; the first stays, with this text. */
  onMerge: (items: readonly ReviewItem[], text: Merged) => Promise<void>;
  onEditItem: (item: ReviewItem) => void;
  /** Let the first entry take the place of the second. */
  onReplace: (item: ReviewItem) => Promise<void>;
  /** Take it out of force, once the member is sure. */
  onRetire: (item: ReviewItem) => Promise<void>;
  /** Ask the authors of the sides which of them holds. */
  onAskSides: (item: ReviewItem) => Promise<void>;
}

interface QueueProps extends ReviewActions {
  judge: boolean;
  mayAsk: boolean;
  limits: Limits;
  /** What else is known of an item, and may be done with it. */
  beside: (item: ReviewItem) => ReactNode;
  /** Whether this member knows of an open question about the item. */
  asked: (item: ReviewItem) => boolean;
}

export function ReviewTab(
  props: QueueProps & {
    items: Loadable<readonly ReviewItem[]>;
    onRetry: () => void;
  }
): JSX.Element {
  return (
    <Loaded
      of={props.items}
      what={trans.__('what waits for review')}
      retry={props.onRetry}
    >
      {items => <Queue {...props} items={items} />}
    </Loaded>
  );
}

/** The form that is open: on one item (its key), or on all selected ones (null). */
type Form =
  | { readonly on: string; readonly what: OpenForm }
  | { readonly on: null; readonly what: 'reject' | 'merge' }
  | null;

function Queue(props: QueueProps & { items: readonly ReviewItem[] }): JSX.Element {
  const { judge } = props;
  const { person } = useEnv();
  const [order, setOrder] = useState<Order>('waiting');
  /** Items that were judged here: gone from sight, though the server has them for a moment. */
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const grace = useGrace();
  const items = inOrder(props.items, order, name => person(name).display_name).filter(
    ({ key }) => !away.has(key)
  );
  const [current, setCurrent] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, Problem>>(new Map());
  const [form, setForm] = useState<Form>(null);
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const place = useRef(0);
  const back = useRef<string | null>(null);

  const found = items.findIndex(item => item.key === current);
  const at = found >= 0 ? found : Math.min(place.current, items.length - 1);
  const picked = judge ? targets(items, chosen, null) : [];
  const proposals = items.filter(({ type }) => type === 'proposal');
  const focus = (to: number): void => {
    const child = list.current?.children.item(to);
    if (child instanceof HTMLElement) {
      child.focus();
    }
  };
  useRoving(list, 'li.cg-card');
  // What came back by an undo has the focus.
  useEffect(() => {
    const place = items.findIndex(({ key }) => key === back.current);
    if (place >= 0) {
      back.current = null;
      focus(place);
    }
  });

  /** One after the other, each with its own problem if it has one. */
  const act = async (
    on: readonly ReviewItem[],
    work: (item: ReviewItem) => Promise<void>
  ): Promise<void> => {
    const keys = new Set(on.map(item => item.key));
    const failures = new Map<string, Problem>();
    setBusy(now => new Set([...now, ...keys]));
    for (const item of on) {
      try {
        await work(item);
      } catch (error) {
        failures.set(item.key, Problem.of(error));
      }
    }
    const done = [...keys].filter(key => !failures.has(key));
    setAway(now => without(now, new Set(failures.keys())));
    setBusy(now => without(now, keys));
    setChosen(now => without(now, new Set(done)));
    setProblems(
      now => new Map([...[...now].filter(([key]) => !keys.has(key)), ...failures])
    );
    setForm(open =>
      open !== null && finished(open, done, failures.size) ? null : open
    );
  };
  /** Out of sight at once, and sent in a moment: until then it can be undone. */
  const later = (
    said: string,
    on: readonly ReviewItem[],
    work: (item: ReviewItem) => Promise<void>
  ): void => {
    const keys = new Set(on.map(item => item.key));
    setAway(now => new Set([...now, ...keys]));
    setChosen(now => without(now, keys));
    setForm(null);
    grace.later({ keys, said }, () => void act(on, work));
  };
  const undo = (): void => {
    const undone = grace.undo();
    if (undone !== null) {
      setAway(now => without(now, undone.keys));
      back.current = [...undone.keys][0] ?? null;
    }
  };
  const accept = (on: readonly ReviewItem[]): void => {
    const said = trans._n(
      'Accepting “%2”…',
      'Accepting %1 proposals…',
      on.length,
      firstTitle(on)
    );
    later(said, on, props.onAccept);
  };
  const reject = (on: readonly ReviewItem[], reason: string): void => {
    const said = trans._n(
      'Rejecting “%2”…',
      'Rejecting %1 proposals…',
      on.length,
      firstTitle(on)
    );
    later(said, on, item => props.onReject(item, reason));
  };
  const merge = (on: readonly ReviewItem[], text: Merged): void =>
    void act(on.slice(0, 1), () => props.onMerge(on, text));
  const choose = (item: ReviewItem, yes: boolean): void =>
    setChosen(now =>
      yes ? new Set([...now, item.key]) : without(now, new Set([item.key]))
    );

  const onKeyDown = (event: KeyboardEvent): void => {
    const intent = intentOf(event.key);
    const item = items[at];
    if (intent === 'undo' && grace.held !== null && !isTyping(event.target)) {
      event.preventDefault();
      undo();
      return;
    }
    if (
      intent === null ||
      item === undefined ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      isTyping(event.target) ||
      (intent === 'select' && isControl(event.target))
    ) {
      return;
    }
    if (intent === 'next' || intent === 'previous') {
      event.preventDefault();
      focus(moved(at, intent, items.length));
      return;
    }
    if (!judge) {
      return;
    }
    event.preventDefault();
    const on = targets(items, chosen, item.key);
    if (on.some(one => busy.has(one.key))) {
      return;
    }
    if (intent === 'select') {
      choose(item, item.type === 'proposal' && !chosen.has(item.key));
    } else if (on.length > 0 && intent === 'accept') {
      accept(on);
    } else if (intent === 'merge') {
      setForm(now => (picked.length > 1 ? { on: null, what: 'merge' } : now));
    } else if (on.length > 0) {
      setForm(
        picked.length > 0
          ? { on: null, what: 'reject' }
          : { on: item.key, what: 'reject' }
      );
    }
  };

  const undoable = <UndoLine held={grace.held} onUndo={undo} />;
  if (items.length === 0) {
    return (
      <div onKeyDown={onKeyDown}>
        {undoable}
        <Empty title={trans.__('Nothing waits for review')}>
          {trans.__(
            'Proposals, versions in dispute, contradictions and entries whose code is gone appear here.'
          )}
        </Empty>
      </div>
    );
  }
  return (
    <>
      <Hint judge={judge} />
      {undoable}
      <QueueTools
        proposals={proposals.length}
        selected={picked.length}
        judge={judge}
        order={order}
        onAll={yes => setChosen(new Set(yes ? proposals.map(({ key }) => key) : []))}
        onOrder={setOrder}
      />
      {picked.length > 0 && (
        <Bulk
          count={picked.length}
          busy={busy.size > 0}
          onAccept={() => accept(picked)}
          onForm={what => setForm({ on: null, what })}
        />
      )}
      {picked.length > 1 && form?.on === null && form.what === 'merge' && (
        <MergeForm
          items={picked}
          limits={props.limits}
          busy={busy.size > 0}
          onSubmit={merge}
          onCancel={() => setForm(null)}
        />
      )}
      {picked.length > 0 && form?.on === null && form.what === 'reject' && (
        <ReasonForm
          label={trans.__('Reject the selected proposals')}
          question={trans.__('Why? Their authors see this.')}
          submit={trans.__('Reject selected')}
          testId="cg-reject-form"
          about="selected"
          busy={busy.size > 0}
          onSubmit={reason => reject(picked, reason)}
          onCancel={() => setForm(null)}
        />
      )}
      <ul
        ref={list}
        className="cg-queue"
        aria-label={trans.__('What waits for review')}
        data-lm-suppress-shortcuts="true"
        onKeyDown={onKeyDown}
      >
        {items.map((item, index) => (
          <li
            key={item.key}
            className={`cg-card${WAITS.has(item.type) ? '' : ' cg-mod-dispute'}`}
            aria-label={titleOf(item)}
            data-testid="cg-review-item"
            data-type={item.type}
            data-entry={item.entries[0].id}
            onFocus={() => {
              place.current = index;
              setCurrent(item.key);
            }}
          >
            <ReviewCard
              resolveForm={props.resolveForm}
              item={item}
              judge={judge}
              limits={props.limits}
              chosen={chosen.has(item.key)}
              busy={busy.has(item.key)}
              form={form?.on === item.key ? form.what : null}
              problem={problems.get(item.key) ?? null}
              mayAsk={props.mayAsk}
              beside={props.beside(item)}
              asked={asked.has(item.key) || props.asked(item)}
              onAskSides={() =>
                void act([item], async one => {
                  await props.onAskSides(one);
                  setAsked(now => new Set([...now, one.key]));
                })
              }
              onChoose={yes => choose(item, yes)}
              onAccept={() => accept([item])}
              onEdit={() => props.onEditItem(item)}
              onReplace={() => void act([item], props.onReplace)}
              onRetire={() => void act([item], props.onRetire)}
              onReject={reason => reject([item], reason)}
              onResolve={settlement =>
                void act([item], one => props.onResolve(one, settlement))
              }
              onDismiss={reason =>
                void act([item], one => props.onDismiss(one, reason))
              }
              onForm={what => setForm(what === null ? null : { on: item.key, what })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function firstTitle([first]: readonly ReviewItem[]): string {
  return first === undefined ? '' : titleOf(first);
}

/** Whether the form's work is done: its item's, or that of all selected ones. */
function finished(
  form: NonNullable<Form>,
  done: readonly string[],
  failures: number
): boolean {
  return form.on === null ? failures === 0 : done.includes(form.on);
}

function without(set: ReadonlySet<string>, gone: ReadonlySet<string>): Set<string> {
  return new Set([...set].filter(key => !gone.has(key)));
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox')
  );
}

/** Whether a space means something to the element itself. */
function isControl(target: EventTarget): boolean {
  return (
    target instanceof Element && target.closest('button, input, summary, a') !== null
  );
}
