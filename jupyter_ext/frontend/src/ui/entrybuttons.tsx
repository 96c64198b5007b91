/** What is done with an entry wherever one stands. */

import { closeIcon, editIcon } from '@jupyterlab/ui-components';
import { trans } from '../core/trans';
import { Button } from './controls';

interface EntryButtonProps {
  disabled: boolean;
  testId: string;
  onClick: () => void;
}

/** Take it out of force. */
export function RetireButton(props: EntryButtonProps): JSX.Element {
  return (
    <Button
      label={trans.__('Retire')}
      icon={closeIcon}
      title={trans.__('No longer true: take it out of force. Nothing is deleted.')}
      {...props}
    />
  );
}

/** Edit it where it stands, as the owner: what is saved holds. */
export function OwnersEditButton(props: EntryButtonProps): JSX.Element {
  return (
    <Button
      label={trans.__('Edit')}
      icon={editIcon}
      title={trans.__('Change the text in Context; what you save is accepted')}
      {...props}
    />
  );
}
