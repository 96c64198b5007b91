/** Ask the same once more of another model: in place of the answer, or beside it to compare. */

import { useId, useState } from 'react';
import type { OfferView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button, HeldSelect } from '../../ui/controls';
import { Form } from '../../ui/forms';
import type { Wish } from './wire';

export function OtherModel(props: {
  models: readonly OfferView[];
  busy: boolean;
  onAsk: (wish: Wish) => void;
  onCancel: () => void;
}): JSX.Element {
  const { models } = props;
  const [model, setModel] = useState(models[1]?.name ?? models[0]?.name ?? '');
  return (
    <Form
      label={trans.__('Ask another model')}
      submit={trans.__('Compare side by side')}
      submitId="cg-compare-model"
      opener="cg-other-model"
      ready={model !== ''}
      busy={props.busy}
      onSubmit={() => props.onAsk({ how: 'beside', model })}
      onCancel={props.onCancel}
      beside={
        <Button
          label={trans.__('Ask it instead')}
          title={trans.__('Its answer takes the place of this one')}
          disabled={props.busy || model === ''}
          testId="cg-again-model"
          onClick={() => props.onAsk({ how: 'again', model })}
        />
      }
    >
      <ModelField models={models} value={model} onChange={setModel} />
    </Form>
  );
}

/** Which model is asked, of those that are set up. */
export function ModelField(props: {
  models: readonly OfferView[];
  value: string;
  disabled?: boolean;
  onChange: (name: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div className="cg-field">
      <label htmlFor={`${id}-model`}>{trans.__('Model')}</label>
      <HeldSelect
        id={`${id}-model`}
        value={props.value}
        disabled={props.disabled ?? false}
        data-testid="cg-model"
        onChange={event => props.onChange(event.currentTarget.value)}
      >
        {props.models.map(({ name, label }, at) => (
          <option key={name} value={name}>
            {at === 0 ? trans.__('%1 (the usual one)', label) : label}
          </option>
        ))}
      </HeldSelect>
    </div>
  );
}
