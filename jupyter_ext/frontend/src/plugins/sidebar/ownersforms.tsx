/** The forms that the context owner finds among those of the team: what belongs to several features. */

import { trans } from '../../core/trans';
import { RedactForm, removed } from '../../features/audit/redactform';
import { ExceptionForm } from '../../features/exceptions/exceptionform';
import type { TeamForm } from '../../features/team/teamforms';
import type { IContextModel } from '../tokens';
import { budgetForms, suggestionForms } from './budgetforms';

/** Forms of exceptions and of the audit that the owner finds among those of the team. */
export function ownersForms(model: IContextModel): TeamForm[] {
  const passes = trans.__('It may be shared now.');
  return [
    ...budgetForms(model),
    ...suggestionForms(model),
    {
      id: 'exception',
      label: trans.__('Allow a value that is no secret…'),
      draw: ({ run, ...form }) => (
        <ExceptionForm
          {...form}
          onSubmit={(fingerprint, reason) =>
            run(
              model.team.set(`exception:${fingerprint}`, { reason }).then(() => passes)
            )
          }
        />
      )
    },
    {
      id: 'redact',
      label: trans.__('Take out a leaked text…'),
      draw: ({ run, ...form }) => (
        <RedactForm
          {...form}
          onSubmit={(text, reason) =>
            run(model.custody.redact(text, reason).then(removed))
          }
        />
      )
    }
  ];
}
