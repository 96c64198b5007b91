/** In the owner's Inbox, below a request to allow what is no secret: one click allows it. */

import { requestedIn } from '../../core/ask';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';

export function Allow(props: {
  body: string;
  /** Let the values with these marks pass. Throws a Problem. */
  onAllow: (marks: readonly { mark: string; rule: string }[]) => Promise<void>;
}): JSX.Element | null {
  const { busy, problem, run } = useWork();
  const marks = requestedIn(props.body);
  if (marks.length === 0) {
    return null;
  }
  return (
    <>
      <p className="cg-hint">
        {trans.__(
          'You don’t see the value: it was kept back. If you allow it, this value alone may be shared from now on; the command line takes that back.'
        )}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions">
        <Button
          look="accept"
          label={trans.__('Allow it')}
          disabled={busy}
          testId="cg-allow"
          onClick={() => run(props.onAllow(marks))}
        />
      </div>
    </>
  );
}
