/** What may be spent a day, among the forms that the owner finds with the team. */

import { trans } from '../../core/trans';
import type { BudgetLimits, ShownFigures } from '../../features/cost/budgetform';
import { BudgetForm } from '../../features/cost/budgetform';
import { PolicyForm } from '../../features/suggestions/policyform';
import type { TeamForm } from '../../features/team/teamforms';
import type { IContextModel } from '../tokens';

/** The form, once it is known what holds now. */
export function budgetForms(model: IContextModel): TeamForm[] {
  const known = model.cost.value;
  return known.tag !== 'ready'
    ? []
    : [
        {
          id: 'budget',
          label: trans.__('What may be spent a day…'),
          draw: ({ run, ...form }) => (
            <BudgetForm
              {...form}
              now={known.value}
              onSubmit={(limits, shown) => run(save(model, limits, shown))}
            />
          )
        }
      ];
}

/** How many suggestions the AI may make, once it is known what holds now. */
export function suggestionForms(model: IContextModel): TeamForm[] {
  const known = model.suggestions.value;
  const said = trans.__('This holds from the next answer on.');
  return known.tag !== 'ready'
    ? []
    : [
        {
          id: 'suggestions',
          label: trans.__('What the AI may suggest…'),
          draw: ({ run, ...form }) => (
            <PolicyForm
              {...form}
              now={known.value}
              onSubmit={policy =>
                run(
                  model.team.set('suggestions', policy).then(() => {
                    model.suggestions.soon();
                    return said;
                  })
                )
              }
            />
          )
        }
      ];
}

async function save(
  model: IContextModel,
  limits: BudgetLimits,
  shown: ShownFigures
): Promise<string> {
  await model.team.set('budget', limits);
  await model.team.set('cost-shown', shown);
  model.refresh();
  return trans.__('This holds from the next question on.');
}
