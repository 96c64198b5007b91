/** Ask the same once more of another model: in place of the answer, or beside it to compare. */

import { useState } from 'react';
import type { OfferView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { Form } from '../../ui/forms';
import { ChoiceField } from './choicefield';
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
  const options = props.models.map(({ name, label }, at) => ({
    name,
    label: at === 0 ? trans.__('%1 (the usual one)', label) : label
  }));
  return (
    <ChoiceField
      label={trans.__('Model')}
      options={options}
      value={props.value}
      disabled={props.disabled}
      testId="cg-model"
      onChange={props.onChange}
    />
  );
}
