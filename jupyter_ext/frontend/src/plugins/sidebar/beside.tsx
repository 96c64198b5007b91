/** What is drawn in an entry’s card by another feature than the entries’ own. */

import type { Entry } from '../../core/entry';
import { Asking } from '../../features/contradictions/askingcard';
import { Hint } from '../../features/contradictions/hint';
import type { CodeActions } from '../../features/freshness/freshness';
import { CodeFreshness } from '../../features/freshness/freshness';
import type { IContextModel } from '../tokens';
import type { DerivedEntries } from './derived';

/** What stands in an entry's card: what it may contradict, and what its author is asked. */
export function beside(
  { asking, access, freshness }: IContextModel,
  derived: DerivedEntries,
  entry: Entry,
  onOpen: CodeActions['onOpen']
): JSX.Element {
  const code = freshness.of(entry.id);
  return (
    <>
      {code !== null && (
        <CodeFreshness
          of={code}
          mayTie={access.contribute}
          onOpen={onOpen}
          onReanchor={(id, old, now) => freshness.reanchor(id, old, now)}
        />
      )}
      {derived.hints.get(entry.id)?.map(hint => (
        <Hint
          key={hint.versions.join(' ')}
          of={hint}
          maySay={access.contribute}
          onSay={how => asking.answer(hint.versions, how)}
        />
      ))}
      {asking.now?.entry === entry.id && (
        <Asking
          asked={asking.now}
          onSay={how => void asking.say(how)}
          onSkip={() => asking.skip()}
          onClose={() => asking.close()}
        />
      )}
    </>
  );
}
