/** The form in which the context owner says how many suggestions a day, and how often threads are looked through. */

import type { SuggestionsAnswer } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import { numberOf } from './number';

export interface SuggestionPolicy {
  readonly daily: number;
  readonly days: number;
}

const MOST = 50;
const MOST_DAYS = 30;

export function PolicyForm(
  props: FormProps & {
    now: Pick<SuggestionsAnswer, 'daily' | 'days'>;
    onSubmit: (policy: SuggestionPolicy) => void;
  }
): JSX.Element {
  const draft = useDraft('suggestions', {
    daily: String(props.now.daily),
    days: String(props.now.days)
  });
  const daily = numberOf(draft.value.daily, MOST);
  const days = numberOf(draft.value.days, MOST_DAYS);
  return (
    <SettleForm
      {...props}
      label={trans.__('What the AI may suggest')}
      submit={trans.__('Save')}
      testId="cg-policy-form"
      draft={draft}
      ready={daily !== null && days !== null}
      onSubmit={() => {
        if (daily !== null && days !== null) {
          props.onSubmit({ daily, days });
        }
      }}
    >
      <p className="cg-hint">
        {trans.__(
          'After an answer the AI may suggest to keep what was learned. People decide; 0 switches it off.'
        )}
      </p>
      <Line
        label={trans.__('Suggestions a day, at most')}
        type="number"
        value={draft.value.daily}
        invalid={daily === null}
        testId="cg-policy-daily"
        onChange={value => draft.set({ ...draft.value, daily: value })}
      />
      <Line
        label={trans.__('Days between two looks through threads (0: none)')}
        type="number"
        value={draft.value.days}
        invalid={days === null}
        testId="cg-policy-days"
        onChange={value => draft.set({ ...draft.value, days: value })}
      />
    </SettleForm>
  );
}
