/** Where an option's files are to be saved, and whether they take the place of others. */

import { useId, useState } from 'react';
import { trans } from '../../core/trans';
import { Form } from '../../ui/forms';
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
    <Form
      label={trans.__('Save option %1', props.label)}
      testId="cg-save"
      submit={trans.__('Save the files')}
      sending={trans.__('Saving…')}
      submitId="cg-save-submit"
      ready={folder.trim() !== ''}
      busy={doing.busy}
      onSubmit={() => void save()}
      onCancel={props.onClose}
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
    </Form>
  );
}
