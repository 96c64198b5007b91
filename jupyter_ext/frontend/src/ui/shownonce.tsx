/** A secret that is shown this once, with a button that copies it: it is in no model, draft or storage. */

import { Clipboard } from '@jupyterlab/apputils';
import { copyIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { trans } from '../core/trans';
import { Button } from './controls';

export function ShownOnce(props: {
  /** Whose it is. */
  label: string;
  /** What is said behind the label. */
  aside?: ReactNode;
  secret: string;
  copyLabel: string;
  testIds: Readonly<Record<'card' | 'secret' | 'copy' | 'done', string>>;
  onDone: () => void;
  /** What to do with it. */
  children: ReactNode;
}): JSX.Element {
  const { label, secret, testIds } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => field.current?.select(), []);
  return (
    <section className="cg-card" aria-label={label} data-testid={testIds.card}>
      <div className="cg-field">
        <label htmlFor={id}>
          {label}
          {props.aside}
        </label>
        <input
          id={id}
          ref={field}
          readOnly
          value={secret}
          data-testid={testIds.secret}
        />
      </div>
      <p className="cg-hint">{props.children}</p>
      <div className="cg-actions">
        <Button
          icon={copyIcon}
          look="accept"
          label={props.copyLabel}
          testId={testIds.copy}
          onClick={() => {
            Clipboard.copyToSystem(secret);
            setCopied(true);
          }}
        />
        <Button label={trans.__('Done')} testId={testIds.done} onClick={props.onDone} />
        <span className="cg-muted" role="status">
          {copied && trans.__('Copied.')}
        </span>
      </div>
    </section>
  );
}
