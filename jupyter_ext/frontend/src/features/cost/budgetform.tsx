/** The form in which the context owner says what may be spent a day, and whose figures are shown. */

import type { CostAnswer } from '../../api/wire/types';
import { trans } from '../../core/trans';

import { useDraft } from '../../ui/draft';
import { Choice, Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';

/** US dollars a day; null: no bound. */
export interface BudgetLimits {
  readonly team: number | null;
  readonly each: number | null;
}

export type ShownFigures = CostAnswer['shown'];

/** An amount as it is typed; null where nothing is, undefined where it is none. */
export function amountOf(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') {
    return null;
  }
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

export function BudgetForm(
  props: FormProps & {
    now: Pick<CostAnswer, 'team' | 'each' | 'shown'>;
    onSubmit: (limits: BudgetLimits, shown: ShownFigures) => void;
  }
): JSX.Element {
  const { now } = props;
  const draft = useDraft('budget', {
    team: typed(now.team),
    each: typed(now.each),
    shown: now.shown
  });
  const { team, each, shown } = draft.value;
  const limits = { team: amountOf(team), each: amountOf(each) };
  return (
    <SettleForm
      {...props}
      label={trans.__('What may be spent a day')}
      submit={trans.__('Save')}
      testId="cg-budget-form"
      draft={draft}
      ready={limits.team !== undefined && limits.each !== undefined}
      onSubmit={() => {
        if (limits.team !== undefined && limits.each !== undefined) {
          props.onSubmit({ team: limits.team, each: limits.each }, shown);
        }
      }}
    >
      <p className="cg-hint">
        {trans.__(
          'In US dollars. A question is refused once nothing is left, until midnight UTC. Leave a field empty for no bound.'
        )}
      </p>
      <Line
        label={trans.__('The team together')}
        value={team}
        invalid={limits.team === undefined}
        testId="cg-budget-team"
        onChange={value => draft.set({ ...draft.value, team: value })}
      />
      <Line
        label={trans.__('Each member')}
        value={each}
        invalid={limits.each === undefined}
        testId="cg-budget-each"
        onChange={value => draft.set({ ...draft.value, each: value })}
      />
      <Choice
        label={trans.__('Whose figures members see')}
        choices={[
          ['own', trans.__('their own')],
          ['sum', trans.__('their own and the others’ sum')],
          ['all', trans.__('everybody’s')]
        ]}
        value={shown}
        testId="cg-budget-shown"
        onChange={value => draft.set({ ...draft.value, shown: value as ShownFigures })}
      />
    </SettleForm>
  );
}

function typed(amount: number | null): string {
  return amount === null ? '' : String(amount);
}
