/** A form for an option that a person writes or pastes instead of the model. */

import { CONSTANTS } from '../../api/wire/constants';
import { addIcon } from '@jupyterlab/ui-components';
import { useId } from 'react';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Button } from '../../ui/controls';
import { Form } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import { isTaken } from './comparison';
import { useDoing } from './parts';
import type { ComparisonAct, Option } from './wire';

const CLOSED = { open: false, name: '', sketch: '', text: '' };

/** How a file stands in an option's text; it is the same in every language. */
const SHAPE = '```python main.py\n…\n```';

export function NewOption(props: {
  options: readonly Option[];
  onWrite: (act: ComparisonAct) => Promise<void>;
}): JSX.Element {
  const kept = useDraft('new option', CLOSED);
  const { open, name, sketch, text } = kept.value;
  const set = (change: Partial<typeof CLOSED>): void =>
    kept.set({ ...kept.value, ...change });
  const id = useId();
  const doing = useDoing();
  if (!open) {
    return (
      <div className="cg-actions">
        <Button
          label={trans.__('Write or paste an option')}
          icon={addIcon}
          testId="cg-new-option"
          onClick={() => set({ open: true })}
        />
      </div>
    );
  }
  const taken = isTaken(props.options, name);
  const empty = name.trim() === '' || (sketch.trim() === '' && text.trim() === '');
  const send = async (): Promise<void> => {
    const written = { act: 'write', option: name.trim(), text, sketch } as const;
    if (await doing.run(() => props.onWrite(written))) {
      kept.forget();
    }
  };
  return (
    <Form
      testId="cg-new-option-form"
      submit={trans.__('Add the option')}
      sending={trans.__('Adding…')}
      submitId="cg-new-option-submit"
      ready={!taken && !empty}
      busy={doing.busy}
      typed={kept.typed}
      onSubmit={() => void send()}
      onCancel={kept.forget}
    >
      <div className="cg-field">
        <label htmlFor={`${id}-name`}>{trans.__('Name of the option')}</label>
        <input
          id={`${id}-name`}
          autoFocus={!kept.restored}
          maxLength={CONSTANTS.limits.title}
          value={name}
          aria-invalid={taken}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        {taken && (
          <p className="cg-hint cg-mod-warn">
            {trans.__(
              'An option has this name or letter. To change it, press Write on its card.'
            )}
          </p>
        )}
      </div>
      <div className="cg-field">
        <label htmlFor={`${id}-sketch`}>{trans.__('Sketch')}</label>
        <input
          id={`${id}-sketch`}
          maxLength={4000}
          placeholder={trans.__('The idea in a sentence')}
          value={sketch}
          onChange={event => set({ sketch: event.currentTarget.value })}
        />
      </div>
      <div className="cg-field">
        <label htmlFor={`${id}-text`}>{trans.__('Its files, as Markdown')}</label>
        <p className="cg-hint">
          {trans.__('Leave them empty to have the model write them.')}
        </p>
        <textarea
          id={`${id}-text`}
          className="cg-code-input"
          rows={10}
          spellCheck={false}
          placeholder={SHAPE}
          value={text}
          onChange={event => set({ text: event.currentTarget.value })}
        />
      </div>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </Form>
  );
}
