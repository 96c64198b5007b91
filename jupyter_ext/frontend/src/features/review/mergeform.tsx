import { useId } from 'react';
import type { Keyed } from '../../api/wire/keyed';
import { newestHead } from '../../core/entry';
import { keyedOf, UNKEYED } from '../../core/keyed';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Reason, SettleForm, Wording } from '../../ui/forms';
import type { Limits } from '../../ui/room';
import { lengthOf } from '../../ui/room';
import { titleOf } from './queue';
import type { ReviewItem } from './wire';

/** The text of one entry that takes the place of several. */
export interface Merged {
  readonly title: string;
  readonly body: string;
  readonly keyed: Keyed;
  readonly reason?: string;
}

/** One entry of several proposals: which to start from, the text, and why. */
export function MergeForm(props: {
  items: readonly ReviewItem[];
  limits: Limits;
  busy: boolean;
  /** The items with the one to keep first. */
  onSubmit: (items: readonly ReviewItem[], text: Merged) => void;
  onCancel: () => void;
}): JSX.Element {
  const { items, limits } = props;
  const id = useId();
  const textOf = (item: ReviewItem | undefined): Merged => {
    const newest = item === undefined ? undefined : newestHead(item.entries[0]);
    return newest === undefined
      ? { title: '', body: '', keyed: UNKEYED }
      : { title: newest.title, body: newest.body, keyed: keyedOf(newest) };
  };
  const start = textOf(items[0]);
  const draft = useDraft(`merge ${items.map(({ key }) => key).join(' ')}`, {
    kept: items[0]?.key ?? '',
    title: start.title,
    body: start.body,
    keyed: { ...start.keyed },
    reason: ''
  });
  const { kept, reason } = draft.value;
  const { title: written, body, keyed } = draft.value;
  const text: Merged = { title: written, body, keyed };
  const set = (change: Partial<typeof draft.value>): void =>
    draft.set({ ...draft.value, ...change });
  const title = text.title.trim();
  const fits = lengthOf(title) <= limits.title && lengthOf(text.body) <= limits.body;
  return (
    <SettleForm
      label={trans.__('Merge the selected proposals')}
      submit={trans._n('Merge %1 proposal', 'Merge %1 proposals', items.length)}
      testId="cg-merge-form"
      ready={title !== '' && fits}
      busy={props.busy}
      draft={draft}
      onSubmit={() => {
        const first = items.filter(item => item.key === kept);
        const others = items.filter(item => item.key !== kept);
        const why = reason.trim();
        props.onSubmit([...first, ...others], {
          ...text,
          title,
          ...(why === '' ? {} : { reason: why })
        });
      }}
      onCancel={props.onCancel}
    >
      <fieldset className="cg-choices">
        <legend>{trans.__('Start from')}</legend>
        {items.map(item => (
          <label key={item.key}>
            <input
              type="radio"
              name={`${id}-kept`}
              checked={item.key === kept}
              data-testid="cg-merge-keep"
              onChange={() => {
                const { keyed: about, ...said } = textOf(item);
                set({ kept: item.key, ...said, keyed: { ...about } });
              }}
            />
            <span>{titleOf(item)}</span>
          </label>
        ))}
      </fieldset>
      <Wording
        label={trans.__('Title of the one entry')}
        title={text.title}
        body={text.body}
        fits={fits}
        onTitle={value => set({ title: value })}
        onBody={value => set({ body: value })}
      />
      <Reason
        label={trans.__('Why (optional; their authors see this)')}
        value={reason}
        focus={false}
        optional
        onChange={value => set({ reason: value })}
      />
    </SettleForm>
  );
}
