/** What a member prefers, among the forms about themselves; and the area that follows from it. */

import { trans } from '../../core/trans';
import { PreferencesForm } from '../../features/preferences/form';
import type { Preferences } from '../../features/preferences/values';
import { PREFERENCES, preferencesIn } from '../../features/preferences/values';
import type { TeamForm } from '../../features/team/teamforms';
import type { IContextModel } from '../tokens';

/** What this member prefers. */
function preferencesOf({ team }: IContextModel): Preferences {
  return preferencesIn(team.own(PREFERENCES));
}

/** The area in which this member usually works, if there is such an area; null for everybody. */
export function usualArea(model: IContextModel): string | null {
  const { area } = preferencesOf(model);
  return areasOf(model).includes(area) ? area : null;
}

/** The form in which a member says how they want to be answered. */
export function preferenceForms(model: IContextModel): TeamForm[] {
  return [
    {
      id: 'preferences',
      label: trans.__('How I want to be answered…'),
      draw: ({ run, ...form }) => (
        <PreferencesForm
          {...form}
          now={preferencesOf(model)}
          areas={areasOf(model)}
          onSubmit={value => run(save(model, value))}
        />
      )
    }
  ];
}

async function save(model: IContextModel, value: object | null): Promise<string> {
  await model.team.set(PREFERENCES, value);
  return trans.__('Saved, for you alone: it holds from your next question on.');
}

function areasOf(model: IContextModel): string[] {
  const { people } = model.team;
  return people.tag === 'ready' ? people.value.areas.map(({ name }) => name) : [];
}
