/** The form that resolves a contradiction: which sides stay, the decision and the reason. */

import { useId } from 'react';
import type { Revision } from '../../api/wire/entry';
import { trans } from '../../core/trans';
import { excerpt } from '../../ui/format';
import { useDraft } from '../../ui/draft';
import { Reason, SettleForm, Wording } from '../../ui/forms';
import type { ResolveFormProps } from '../../ui/resolving';
import { lengthOf } from '../../ui/room';

/** Which sides hold on, and the decision that says so. Versions of one entry become its next one. */
export function ResolveForm(props: ResolveFormProps): JSX.Element {
  const { sides, between, limits } = props;
  const newest = sides.reduce<Revision | undefined>(
    (best, side) => (best === undefined || side.at >= best.at ? side : best),
    undefined
  );
  const id = useId();
  const draft = useDraft(`resolve ${props.about}`, {
    keep: newest === undefined ? [] : [newest.id],
    title: newest?.title ?? '',
    body: newest?.body ?? '',
    reason: ''
  });
  const { keep, title, body, reason } = draft.value;
  const set = (change: Partial<typeof draft.value>): void =>
    draft.set({ ...draft.value, ...change });
  const fits = lengthOf(title.trim()) <= limits.title && lengthOf(body) <= limits.body;
  const choose = (side: string, chosen: boolean): void => {
    const revision = sides.find(one => one.id === side);
    if (between) {
      set({ keep: chosen ? [...keep, side] : keep.filter(one => one !== side) });
    } else if (revision !== undefined) {
      set({ keep: [side], title: revision.title, body: revision.body });
    }
  };
  return (
    <SettleForm
      label={trans.__('Resolve')}
      submit={trans.__('Resolve')}
      testId="cg-resolve-form"
      ready={title.trim() !== '' && reason.trim() !== '' && fits}
      busy={props.busy}
      draft={draft}
      onSubmit={() =>
        props.onSubmit({
          keep: [...keep],
          title: title.trim(),
          body,
          reason: reason.trim()
        })
      }
      onCancel={props.onCancel}
    >
      <fieldset className="cg-choices">
        <legend>
          {between ? trans.__('What holds on') : trans.__('Start from the version')}
        </legend>
        {sides.map(revision => (
          <label key={revision.id}>
            <input
              type={between ? 'checkbox' : 'radio'}
              name={`${id}-keep`}
              checked={keep.includes(revision.id)}
              data-testid="cg-resolve-keep"
              onChange={event => choose(revision.id, event.currentTarget.checked)}
            />
            <span>
              {revision.title}
              {!between && revision.body !== '' && (
                <span className="cg-muted"> {excerpt(revision.body, 60)}</span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <Wording
        label={
          between ? trans.__('The decision’s title') : trans.__('The title that holds')
        }
        title={title}
        body={body}
        fits={fits}
        onTitle={value => set({ title: value })}
        onBody={value => set({ body: value })}
      />
      <Reason
        label={trans.__('Why')}
        value={reason}
        focus
        onChange={value => set({ reason: value })}
      />
    </SettleForm>
  );
}
