/** Whose turn it is as context owner: who takes turns in which order, for how long, from when. */

import { trans } from '../../core/trans';
import type { Named } from '../../ui/checks';
import { Ordered } from '../../ui/checks';
import { useDraft } from '../../ui/draft';
import { Choice, Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import { localZone, rotaValue, today, zonesToChoose } from './people';

export function RotaForm(
  props: FormProps & {
    /** Who may take turns. */
    choices: readonly Named[];
    onSubmit: (value: unknown) => void;
  }
): JSX.Element {
  const draft = useDraft<{
    order: readonly string[];
    days: string;
    start: string;
    zone: string;
  }>('rota', {
    order: props.choices.map(([username]) => username),
    days: '7',
    start: today(),
    zone: localZone()
  });
  const { order, days, start, zone } = draft.value;
  const set = (change: Partial<typeof draft.value>): void =>
    draft.set({ ...draft.value, ...change });
  const value = rotaValue(order, days, start, zone);
  return (
    <SettleForm
      {...props}
      label={trans.__('Set the rota')}
      submit={trans.__('Set rota')}
      testId="cg-rota-form"
      draft={draft}
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Ordered
        label={trans.__('Who takes turns, in this order')}
        choices={props.choices}
        chosen={order}
        testId="cg-rota-order"
        onChange={chosen => set({ order: chosen })}
      />
      <Line
        label={trans.__('Days of a turn')}
        type="number"
        value={days}
        onChange={text => set({ days: text })}
      />
      <Line
        label={trans.__('First day')}
        type="date"
        value={start}
        onChange={text => set({ start: text })}
      />
      <Choice
        label={trans.__('Time zone')}
        value={zone}
        choices={zonesToChoose([zone])}
        onChange={text => set({ zone: text })}
      />
    </SettleForm>
  );
}
