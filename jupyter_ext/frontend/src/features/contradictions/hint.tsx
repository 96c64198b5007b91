/** What may contradict an entry, or shall replace it: no dispute until a person says so. */

import type { Contradicts } from '../../core/contradiction';
import { isReplacement, ruleSaid, saidBy } from '../../core/contradiction';
import { trans } from '../../core/trans';
import { Button, Toolbar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { PLACES, sentence } from '../../ui/sentence';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { How } from './asking';

export function Hint(props: {
  of: Contradicts;
  maySay: boolean;
  /** Throws a Problem. */
  onSay: (how: How) => Promise<void>;
}): JSX.Element {
  const { of: hint, onSay } = props;
  const { person } = useEnv();
  const { busy, problem, run } = useWork();
  const say = (how: How): void => {
    run(onSay(how));
  };
  const replacement = isReplacement(hint);
  const by = saidBy(hint.rule);
  const who = by === null ? '' : person(by).display_name;
  return (
    <div className="cg-hint cg-mod-warn" data-testid="cg-may-contradict">
      <p>
        {sentence(
          replacement
            ? replacementSaid(hint, who)
            : trans.__('may contradict: %1', ...PLACES),
          <strong>{hint.title}</strong>
        )}
      </p>
      {(hint.own !== '' || hint.other !== '') && (
        <p>
          {sentence(
            trans.__('%1 against %2', ...PLACES),
            <q className="cg-quote">{hint.own}</q>,
            <q className="cg-quote">{hint.other}</q>
          )}
        </p>
      )}
      {!replacement && (
        <p>
          {hint.why} <span className="cg-when">{ruleSaid(hint.rule)}</span>
        </p>
      )}
      {props.maySay && !replacement && (
        <Toolbar label={trans.__('Does it?')} className="cg-actions cg-mod-quiet">
          <Button
            label={trans.__('Contradicts it')}
            title={trans.__('Open a dispute that the context owner resolves')}
            disabled={busy}
            testId="cg-hint-contradicts"
            onClick={() => say('contradicts')}
          />
          <Button
            label={trans.__('Both can hold')}
            title={trans.__('Take this hint away, for everyone')}
            disabled={busy}
            testId="cg-hint-dismiss"
            onClick={() => say('other')}
          />
        </Toolbar>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

function replacementSaid(hint: Contradicts, who: string): string {
  return hint.first
    ? trans.__(
        '%2 says that this replaces %1. The context owner decides.',
        PLACES[0],
        who
      )
    : trans.__(
        '%2 says that %1 replaces this. The context owner decides.',
        PLACES[0],
        who
      );
}
