/** An earlier answer to the question that is being written: one key takes it, one goes on. */

import { trans } from '../../core/trans';
import { Button, Toolbar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { ago, exactTime, excerpt } from '../../ui/format';
import { PLACES, sentence } from '../../ui/sentence';
import type { Known } from './known';

/** Characters of the answer that are shown. */
const SHOWN = 240;

export function KnownCard(props: {
  known: Known;
  busy: boolean;
  onTake: () => void;
  onAsk: () => void;
}): JSX.Element {
  const { known } = props;
  const { now } = useEnv();
  const touched = known.state === 'touched';
  return (
    <section
      role="status"
      className="cg-card cg-known"
      aria-label={trans.__('Answered before')}
      data-testid="cg-known"
    >
      <p>
        {sentence(
          trans.__('Answered before: %1', ...PLACES),
          <strong>{excerpt(known.said, SHOWN)}</strong>
        )}{' '}
        <span className="cg-when" title={exactTime(known.at)}>
          {known.name} · {ago(known.at, now)}
        </span>
      </p>
      <p className="cg-known-answer">{excerpt(known.answer, SHOWN)}</p>
      <p
        className={`cg-hint${touched ? ' cg-mod-warn' : ''}`}
        data-testid="cg-known-why"
      >
        {known.why}
      </p>
      <Toolbar label={trans.__('Answered before')} className="cg-actions">
        <Button
          label={trans.__('Take this')}
          title={trans.__('Open that answer; no model is asked')}
          disabled={props.busy}
          testId="cg-known-take"
          onClick={props.onTake}
        />
        <Button
          label={trans.__('Ask anyway')}
          disabled={props.busy}
          testId="cg-known-ask"
          onClick={props.onAsk}
        />
      </Toolbar>
      <p className="cg-muted">
        {trans.__('Alt + Enter takes it, Ctrl/⌘ + Enter asks')}
      </p>
    </section>
  );
}
