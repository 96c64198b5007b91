/** What is drawn in an entry’s card by another feature than the entries’ own. */

import type { Entry } from '../../core/entry';
import { Asking } from '../../features/contradictions/askingcard';
import { Hint } from '../../features/contradictions/hint';
import type { IContextModel } from '../tokens';
import type { DerivedEntries } from './derived';

/** What stands in an entry's card: what it may contradict, and what its author is asked. */
export function beside(
  { asking, access }: IContextModel,
  derived: DerivedEntries,
  entry: Entry
): JSX.Element {
  return (
    <>
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
