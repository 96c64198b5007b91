/** The review queue: what waits for the owner, one by one or several at once, by mouse or by keys. */

import { checkIcon, closeIcon } from '@jupyterlab/ui-components';
import type { ComponentType, KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { Problem } from '../../api/problem';
import type { Settlement } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { ReasonForm } from '../../ui/forms';
import type { Limits } from '../../ui/room';
import { PLACES, sentence } from '../../ui/sentence';
import { Empty, Loaded } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import type { Merged } from './mergeform';
import { MergeForm } from './mergeform';
import { intentOf, moved, targets, titleOf } from './queue';
import type { OpenForm, ResolveFormProps } from './reviewcard';
import { ReviewCard } from './reviewcard';
import type { ReviewItem } from './wire';

/** Keys of the queue, as they are shown; they are the same in every language. */
const KEYS = { a: 'a', j: 'j', k: 'k', m: 'm', r: 'r' } as const;

export interface ReviewActions {
  resolveForm: ComponentType<ResolveFormProps>;
  onAccept: (item: ReviewItem) => Promise<void>;
  onReject: (item: ReviewItem, reason: string) => Promise<void>;
  onResolve: (item: ReviewItem, settlement: Settlement) => Promise<void>;
  onDismiss: (item: ReviewItem, reason: string) => Promise<void>;
  /** Make one entry of several; the first stays, with this text. */
  onMerge: (items: readonly ReviewItem[], text: Merged) => Promise<void>;
  onEditItem: (item: ReviewItem) => void;
  /** Ask the authors of the sides which of them holds. */
  onAskSides: (item: ReviewItem) => Promise<void>;
}

interface QueueProps extends ReviewActions {
  judge: boolean;
  mayAsk: boolean;
  limits: Limits;
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
  const { items, judge } = props;
  const [current, setCurrent] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, Problem>>(new Map());
  const [form, setForm] = useState<Form>(null);
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const place = useRef(0);

  const found = items.findIndex(item => item.key === current);
  const at = found >= 0 ? found : Math.min(place.current, items.length - 1);
  const picked = judge ? targets(items, chosen, null) : [];
  const focus = (to: number): void => {
    const child = list.current?.children.item(to);
    if (child instanceof HTMLElement) {
      child.focus();
    }
  };
  useRoving(list, 'li.cg-card');

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
    setBusy(now => without(now, keys));
    setChosen(now => without(now, new Set(done)));
    setProblems(
      now => new Map([...[...now].filter(([key]) => !keys.has(key)), ...failures])
    );
    setForm(open =>
      open !== null && finished(open, done, failures.size) ? null : open
    );
  };
  const accept = (on: readonly ReviewItem[]): void => void act(on, props.onAccept);
  const reject = (on: readonly ReviewItem[], reason: string): void =>
    void act(on, item => props.onReject(item, reason));
  const merge = (on: readonly ReviewItem[], text: Merged): void =>
    void act(on.slice(0, 1), () => props.onMerge(on, text));
  const choose = (item: ReviewItem, yes: boolean): void =>
    setChosen(now =>
      yes ? new Set([...now, item.key]) : without(now, new Set([item.key]))
    );

  const onKeyDown = (event: KeyboardEvent): void => {
    const intent = intentOf(event.key);
    const item = items[at];
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

  if (items.length === 0) {
    return (
      <Empty title={trans.__('Nothing waits for review')}>
        {trans.__(
          'Proposals, versions in dispute and contradictions between entries appear here.'
        )}
      </Empty>
    );
  }
  return (
    <>
      <p className="cg-hint" data-testid="cg-review-hint">
        {judge
          ? sentence(
              trans.__(
                'Keys: %1/%2 or arrows move, %3 selects, %4 accepts, %5 rejects, %6 merges what is selected.',
                ...PLACES
              ),
              <kbd>{KEYS.j}</kbd>,
              <kbd>{KEYS.k}</kbd>,
              <kbd>{trans.__('Space')}</kbd>,
              <kbd>{KEYS.a}</kbd>,
              <kbd>{KEYS.r}</kbd>,
              <kbd>{KEYS.m}</kbd>
            )
          : trans.__('These wait for the context owner.')}
      </p>
      {picked.length > 0 && (
        <div
          className="cg-bulk"
          role="group"
          aria-label={trans.__('Selected proposals')}
        >
          <span role="status">
            {trans._n('%1 proposal selected', '%1 proposals selected', picked.length)}
          </span>
          <Button
            label={trans.__('Accept selected')}
            icon={checkIcon}
            look="accept"
            disabled={busy.size > 0}
            testId="cg-review-accept-selected"
            onClick={() => accept(picked)}
          />
          <Button
            label={trans.__('Reject selected…')}
            icon={closeIcon}
            disabled={busy.size > 0}
            testId="cg-review-reject-selected"
            onClick={() => setForm({ on: null, what: 'reject' })}
          />
          {picked.length > 1 && (
            <Button
              label={trans.__('Merge selected…')}
              disabled={busy.size > 0}
              title={trans.__(
                'Make one entry of them; the others are superseded by it'
              )}
              testId="cg-review-merge-selected"
              onClick={() => setForm({ on: null, what: 'merge' })}
            />
          )}
        </div>
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
            className={`cg-card${item.type === 'proposal' ? '' : ' cg-mod-dispute'}`}
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
