/** What only this member has: questions to the model, their answers, and notes. */

import { lockIcon } from '@jupyterlab/ui-components';
import type { Person } from '../../api/wire/member';
import { trans } from '../../core/trans';
import type { NotesProps } from '../../features/entries/notes';
import { Notes } from '../../features/entries/notes';
import { AskBox } from '../../features/turns/askbox';
import type { PrivateTurnsProps } from '../../features/turns/privateturns';
import { PrivateTurns } from '../../features/turns/privateturns';
import type { FetchPrompt } from '../../features/turns/promptpreview';
import { PromptPreview } from '../../features/turns/promptpreview';
import type { PrivateQuestion } from '../../features/turns/question';
import { Empty } from '../../ui/states';

export interface PrivateTabProps extends NotesProps, PrivateTurnsProps {
  user: Person | null;
  question: PrivateQuestion;
  skills: readonly string[];
  onLookAtSkills: () => void;
  onTakeKnown: () => void;
  onFetchPrompt: FetchPrompt;
  limits: NotesProps['limits'] & { question: number };
}

export function PrivateTab(props: PrivateTabProps): JSX.Element {
  if (!props.access.note && props.user !== null) {
    return (
      <Empty title={trans.__('Nothing private without a name')}>
        {trans.__(
          'Notes and private questions belong to a person, and the server does not know who you are.'
        )}
      </Empty>
    );
  }
  return (
    <>
      <p className="cg-private" data-testid="cg-private-notice">
        <lockIcon.react tag="span" className="cg-icon" />
        <span>
          <strong>{trans.__('Only you can see this.')}</strong>{' '}
          {trans.__('Nothing here enters a notebook or anyone else’s prompt.')}
        </span>
      </p>
      <section aria-label={trans.__('Private questions')}>
        {props.access.contribute && (
          <AskBox
            question={props.question}
            limit={props.limits.question}
            models={props.answers.models}
            skills={props.skills}
            onLook={props.onLookAtSkills}
            onTake={props.onTakeKnown}
          />
        )}
        <PromptPreview onFetch={props.onFetchPrompt} />
        <PrivateTurns {...props} />
      </section>
      <Notes {...props} />
    </>
  );
}
