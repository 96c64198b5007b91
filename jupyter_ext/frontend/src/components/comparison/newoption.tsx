/** A form for an option that a person writes or pastes instead of the model. */

import { addIcon } from '@jupyterlab/ui-components';
import { useId, useState } from 'react';
import type { ComparisonAct } from '../../api';
import { Button } from '../controls';
import { ProblemNote } from '../states';
import { useDoing } from './parts';

export function NewOption(props: {
  onWrite: (act: ComparisonAct) => Promise<void>;
}): JSX.Element {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const id = useId();
  const doing = useDoing();
  if (!open) {
    return (
      <div className="cg-actions">
        <Button
          label="Write or paste an option"
          icon={addIcon}
          testId="cg-new-option"
          onClick={() => setOpen(true)}
        />
      </div>
    );
  }
  const send = async (): Promise<void> => {
    const written = { act: 'write', name: name.trim(), text } as const;
    if (await doing.run(() => props.onWrite(written))) {
      setOpen(false);
      setName('');
      setText('');
    }
  };
  return (
    <form
      className="cg-form"
      data-testid="cg-new-option-form"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="cg-field">
        <label htmlFor={`${id}-name`}>Name of the option</label>
        <input
          id={`${id}-name`}
          autoFocus
          maxLength={200}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
      </div>
      <div className="cg-field">
        <label htmlFor={`${id}-text`}>Its files, as Markdown</label>
        <textarea
          id={`${id}-text`}
          className="cg-code-input"
          rows={10}
          spellCheck={false}
          placeholder={'```python main.py\n…\n```'}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
      </div>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={doing.busy ? 'Adding…' : 'Add the option'}
          testId="cg-new-option-submit"
          disabled={doing.busy || name.trim() === '' || text.trim() === ''}
        />
        <Button label="Cancel" onClick={() => setOpen(false)} />
      </div>
    </form>
  );
}
