/** The decision record as it would be written, before anybody decides; it says what the gate would do. */

import { useState } from 'react';
import type { RecordAnswer } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button, Prose } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import type { Doing } from './parts';
import { useDoing } from './parts';
import type { Deciding } from './wire';

/** A record, and the decision that it was made for. */
interface Shown {
  readonly of: string;
  readonly record: RecordAnswer;
}

export interface Previewing {
  readonly doing: Doing;
  /** The record of what the form says now; null where none was asked for, or it changed since. */
  readonly record: RecordAnswer | null;
  show(act: Deciding): void;
}

export function usePreview(
  act: Deciding,
  load: (act: Deciding) => Promise<RecordAnswer>
): Previewing {
  const doing = useDoing();
  const [shown, setShown] = useState<Shown | null>(null);
  return {
    doing,
    record: shown?.of === JSON.stringify(act) ? shown.record : null,
    show: asked =>
      void doing.run(async () =>
        setShown({ of: JSON.stringify(asked), record: await load(asked) })
      )
  };
}

export function PreviewButton(props: {
  previewing: Previewing;
  act: Deciding;
}): JSX.Element {
  const { previewing, act } = props;
  return (
    <Button
      label={trans.__('Preview the record')}
      title={trans.__('Show the decision record as it would be written')}
      testId="cg-record-preview-button"
      disabled={act.reason === '' || previewing.doing.busy}
      onClick={() => previewing.show(act)}
    />
  );
}

export function RecordPreview(props: { previewing: Previewing }): JSX.Element | null {
  const { doing, record } = props.previewing;
  if (doing.problem !== null) {
    return <ProblemNote problem={doing.problem} />;
  }
  if (record === null) {
    return null;
  }
  return (
    <section
      className="cg-record cg-record-preview"
      aria-label={trans.__('Preview of the decision record')}
      data-testid="cg-record-preview"
    >
      <p className="cg-hint" role="status">
        {trans.__('This is how it would be written. Nothing is decided yet.')}
      </p>
      {record.outcome !== 'pass' && (
        <p className="cg-hint cg-mod-warn">
          {record.outcome === 'redact'
            ? trans.__('Taken out before others see it: %1.', record.labels.join(', '))
            : trans.__(
                'It would be refused, since it seems to hold a secret: %1. Take it out first.',
                record.labels.join(', ')
              )}
        </p>
      )}
      <h5>{record.title}</h5>
      <Prose text={record.body} testId="cg-record-preview-text" />
    </section>
  );
}
