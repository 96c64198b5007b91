/** The form that lets a value pass that looks like a secret and is none. */

import { useState } from 'react';
import { trans } from '../../core/trans';
import { Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import { isFingerprint } from './fingerprint';

export function ExceptionForm(
  props: FormProps & { onSubmit: (fingerprint: string, reason: string) => void }
): JSX.Element {
  const [fingerprint, setFingerprint] = useState('');
  const [reason, setReason] = useState('');
  return (
    <SettleForm
      {...props}
      label={trans.__('Approve an exception')}
      submit={trans.__('Let it pass')}
      testId="cg-exception-form"
      ready={isFingerprint(fingerprint.trim()) && reason.trim() !== ''}
      onSubmit={() => props.onSubmit(fingerprint.trim(), reason.trim())}
    >
      <p className="cg-hint">
        {trans.__(
          'For a value that looks like a secret and is none. Its author finds the fingerprint below the gate’s message.'
        )}
      </p>
      <Line
        label={trans.__('Fingerprint')}
        value={fingerprint}
        onChange={setFingerprint}
      />
      <Line
        label={trans.__('Why it is no secret')}
        value={reason}
        onChange={setReason}
      />
    </SettleForm>
  );
}
