/** The form that takes a leaked text out of everything that the server keeps. */

import { useState } from 'react';
import { trans } from '../../core/trans';
import { Line, Lines } from '../../ui/fields';
import { versionsCounted } from '../../ui/format';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import type { Redaction } from './wire';

export function removed(found: Redaction): string {
  return [
    trans.__(
      'Taken out of %1 and %2.',
      versionsCounted(found.versions),
      trans._n('%1 turn', '%1 turns', found.turns)
    ),
    ...((found.backups ?? 0) > 0
      ? [trans.__('The server’s own backups held it and were removed.')]
      : []),
    ...((found.left ?? []).length > 0
      ? [
          trans.__('It still stands in other places:'),
          ...(found.left ?? []).map(({ where, remedy }) => `${where}. ${remedy}`)
        ]
      : []),
    trans.__('Change the secret in any case.')
  ].join(' ');
}

/** What is pasted often has a line break at either end, which the text that leaked has not. */
function withoutOuterLines(text: string): string {
  return text.replace(/^[\r\n]+|[\r\n]+$/g, '');
}

export function RedactForm(
  props: FormProps & { onSubmit: (text: string, reason: string) => void }
): JSX.Element {
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  return (
    <SettleForm
      {...props}
      label={trans.__('Take out a leaked text')}
      submit={trans.__('Take it out for good')}
      testId="cg-redact-form"
      ready={text.length >= 6 && reason.trim() !== ''}
      onSubmit={() => props.onSubmit(withoutOuterLines(text), reason.trim())}
    >
      <p className="cg-hint cg-mod-warn">
        {trans.__(
          'Every version and every shared answer that holds this text says “[redacted]” afterwards. This can’t be undone. The server’s own backups are removed. Notebooks, exports and other backups are not touched.'
        )}
      </p>
      <Lines label={trans.__('The text, exactly')} value={text} onChange={setText} />
      <Line
        label={trans.__('Why (without the text)')}
        value={reason}
        onChange={setReason}
      />
    </SettleForm>
  );
}
