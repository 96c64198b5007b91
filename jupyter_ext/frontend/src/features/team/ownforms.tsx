/** What members say of themselves: when they are away, and when and where they work. */

import { closeIcon } from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import { Checks } from '../../ui/checks';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Choice, Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import {
  awayValue,
  localZone,
  MAX_ZONES,
  today,
  weekdays,
  zonesToChoose,
  zoneValue
} from './people';

interface OwnForm extends FormProps {
  onSubmit: (value: unknown) => void;
}

export function AwayForm(props: OwnForm): JSX.Element {
  const draft = useDraft('away', { from: today(), until: '' });
  const { from, until } = draft.value;
  const value = awayValue(from, until);
  return (
    <SettleForm
      {...props}
      label={trans.__('Away')}
      submit={trans.__('Save')}
      testId="cg-away-form"
      draft={draft}
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line
        label={trans.__('From')}
        type="date"
        value={from}
        onChange={text => draft.set({ from: text, until })}
      />
      <Line
        label={trans.__('Back on')}
        type="date"
        value={until}
        onChange={text => draft.set({ from, until: text })}
      />
      <p className="cg-hint">
        {trans.__('Whoever is next on the rota stands in for you.')}
      </p>
    </SettleForm>
  );
}

export function ZoneForm(props: OwnForm): JSX.Element {
  const draft = useDraft<{
    zones: readonly string[];
    days: readonly string[];
    end: string;
  }>('zone', {
    zones: [localZone()],
    days: ['1', '2', '3', '4', '5'],
    end: '18:00'
  });
  const { zones, days, end } = draft.value;
  const set = (change: Partial<typeof draft.value>): void =>
    draft.set({ ...draft.value, ...change });
  const value = zoneValue(zones, days, end);
  return (
    <SettleForm
      {...props}
      label={trans.__('My working day')}
      submit={trans.__('Save')}
      testId="cg-zone-form"
      draft={draft}
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Zones zones={zones} onChange={chosen => set({ zones: chosen })} />
      <Checks
        label={trans.__('Days')}
        choices={weekdays()}
        chosen={days}
        testId="cg-days"
        onChange={chosen => set({ days: chosen })}
      />
      <Line
        label={trans.__('It ends at')}
        type="time"
        value={end}
        onChange={text => set({ end: text })}
      />
      <p className="cg-hint">
        {trans.__(
          'At the end of a zone’s working day a handoff is written for everybody.'
        )}
      </p>
    </SettleForm>
  );
}

/** The zones that somebody works in, each chosen out of all. */
function Zones(props: {
  zones: readonly string[];
  onChange: (zones: readonly string[]) => void;
}): JSX.Element {
  const { zones, onChange } = props;
  const others = zonesToChoose(zones).filter(([zone]) => !zones.includes(zone));
  const more = zones.length < MAX_ZONES;
  return (
    <>
      {zones.map((zone, at) => (
        <div className="cg-row cg-zone" key={at}>
          <Choice
            label={at === 0 ? trans.__('Time zone') : trans.__('Time zone %1', at + 1)}
            value={zone}
            choices={zonesToChoose([zone]).filter(
              ([one]) => one === zone || !zones.includes(one)
            )}
            testId="cg-zone"
            onChange={chosen =>
              onChange(zones.map((one, n) => (n === at ? chosen : one)))
            }
          />
          {at > 0 && (
            <Button
              icon={closeIcon}
              iconOnly
              label={trans.__('Leave out %1', zone)}
              onClick={() => onChange(zones.filter(one => one !== zone))}
            />
          )}
        </div>
      ))}
      {more && (
        <Choice
          label={trans.__('One more time zone')}
          value=""
          choices={[['', trans.__('none')], ...others]}
          testId="cg-zone-more"
          onChange={chosen => onChange([...zones, ...(chosen === '' ? [] : [chosen])])}
        />
      )}
    </>
  );
}
