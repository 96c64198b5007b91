/** What a member wrote and nobody uses any more: one click says that it holds, or retires it. */

import { checkIcon } from '@jupyterlab/ui-components';
import type { UnusedView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button, When } from '../../ui/controls';
import { RetireButton } from '../../ui/entrybuttons';
import { useEnv } from '../../ui/env';
import { PLACES, sentence } from '../../ui/sentence';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';

export interface UnusedActions {
  /** What it says, to be recognised by. */
  readonly titleOf: (entry: string) => string;
  readonly onShow: (entry: string) => void;
  /** Throws a Problem. */
  readonly onHolds: (of: UnusedView) => Promise<void>;
  /** Throws a Problem. */
  readonly onRetire: (of: UnusedView) => Promise<void>;
}

/** Folded, since it is no hurry; nothing where nothing is asked. */
export function UnusedSection(
  props: UnusedActions & { of: readonly UnusedView[] }
): JSX.Element | null {
  const { of: found } = props;
  return found.length === 0 ? null : (
    <details className="cg-fold" data-testid="cg-unused">
      <summary>
        {trans._n(
          'Does this of yours still hold?',
          'Do these %1 of yours still hold?',
          found.length
        )}
      </summary>
      <p className="cg-hint">
        {trans.__(
          'No question was shown them, and nobody opened them. You are asked once.'
        )}
      </p>
      {found.map(one => (
        <UnusedEntry key={one.entry} {...props} one={one} />
      ))}
    </details>
  );
}

function UnusedEntry(props: UnusedActions & { one: UnusedView }): JSX.Element {
  const { one } = props;
  const { now } = useEnv();
  const { busy, problem, run } = useWork();
  const title = props.titleOf(one.entry);
  return (
    <section className="cg-card" aria-label={title} data-testid="cg-unused-entry">
      <div className="cg-title">
        <span>{title}</span>
      </div>
      <p className="cg-foot">
        <span className="cg-muted">
          {sentence(
            trans.__('Last used: %1', ...PLACES),
            <When at={one.since} now={now} />
          )}
        </span>
      </p>
      <div className="cg-actions">
        <Button
          label={trans.__('Still holds')}
          icon={checkIcon}
          disabled={busy}
          testId="cg-unused-holds"
          onClick={() => run(props.onHolds(one))}
        />
        <RetireButton
          disabled={busy}
          testId="cg-unused-retire"
          onClick={() => run(props.onRetire(one))}
        />
        <Button
          label={trans.__('Show it')}
          disabled={busy}
          testId="cg-unused-show"
          onClick={() => props.onShow(one.entry)}
        />
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}
