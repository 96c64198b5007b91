/** The form that lets a value pass that looks like a secret and is none. */

import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import { isFingerprint } from './fingerprint';

export function ExceptionForm(
  props: FormProps & { onSubmit: (fingerprint: string, reason: string) => void }
): JSX.Element {
  const draft = useDraft('exception', { fingerprint: '', reason: '' });
  const { fingerprint, reason } = draft.value;
  return (
    <SettleForm
      {...props}
      label={trans.__('Allow a value that is no secret')}
      submit={trans.__('Allow it')}
      testId="cg-exception-form"
      draft={draft}
      ready={isFingerprint(fingerprint.trim()) && reason.trim() !== ''}
      onSubmit={() => props.onSubmit(fingerprint.trim(), reason.trim())}
    >
      <p className="cg-hint">
        {trans.__(
          'For a value that looks like a secret and is none. Whoever wrote it can ask you with one click: then you allow it in your Inbox. Here you enter its mark, as the command line shows it.'
        )}
      </p>
      <Line
        label={trans.__('Mark of the value')}
        value={fingerprint}
        onChange={value => draft.set({ fingerprint: value, reason })}
      />
      <Line
        label={trans.__('Why it is no secret')}
        value={reason}
        onChange={value => draft.set({ fingerprint, reason: value })}
      />
    </SettleForm>
  );
}
