/** Where an option's files are to be saved, and whether they take the place of others. */

import { useId, useState } from 'react';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import { useDoing } from './parts';

export function SaveForm(props: {
  label: string;
  onSave: (folder: string, overwrite: boolean) => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const [folder, setFolder] = useState('prototypes');
  const [overwrite, setOverwrite] = useState(false);
  const id = useId();
  const doing = useDoing();
  const save = async (): Promise<void> => {
    if (await doing.run(() => props.onSave(folder.trim(), overwrite))) {
      props.onClose();
    }
  };
  return (
    <form
      className="cg-form"
      aria-label={trans.__('Save option %1', props.label)}
      data-testid="cg-save"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="cg-field">
        <label htmlFor={id}>{trans.__('Folder')}</label>
        <input
          id={id}
          autoFocus
          className="cg-code-input"
          maxLength={150}
          value={folder}
          onChange={event => setFolder(event.currentTarget.value)}
        />
        <p className="cg-hint">
          {trans.__(
            'Below the one that JupyterLab serves; the option gets a folder of its own in it.'
          )}
        </p>
      </div>
      <label className="cg-choice">
        <input
          type="checkbox"
          checked={overwrite}
          onChange={event => setOverwrite(event.currentTarget.checked)}
        />
        {trans.__('Replace files that are there')}
      </label>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={doing.busy ? trans.__('Saving…') : trans.__('Save the files')}
          testId="cg-save-submit"
          disabled={doing.busy || folder.trim() === ''}
        />
        <Button label={trans.__('Cancel')} onClick={props.onClose} />
      </div>
    </form>
  );
}
