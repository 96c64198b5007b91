/** What is drawn in an entry’s card by another feature than the entries’ own. */

import type { Entry } from '../../core/entry';
import { newestHead } from '../../core/entry';
import { Asking } from '../../features/contradictions/askingcard';
import { Hint } from '../../features/contradictions/hint';
import type { CodeActions } from '../../features/freshness/freshness';
import { CodeFreshness } from '../../features/freshness/freshness';
import type { IContextModel } from '../tokens';
import type { DerivedEntries } from './derived';

/** What stands in an entry's card: what it may contradict, and what its author is asked. */
export function beside(
  model: IContextModel,
  derived: DerivedEntries,
  entry: Entry,
  onOpen: CodeActions['onOpen']
): JSX.Element {
  const { asking, access } = model;
  return (
    <>
      {codeOf(model, entry, onOpen)}
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

/** The code that an entry speaks of, and what may be said of it; nothing where it speaks of none. */
export function codeOf(
  { access, freshness }: IContextModel,
  entry: Entry,
  onOpen: CodeActions['onOpen']
): JSX.Element | null {
  const code = freshness.of(entry.id);
  return code === null ? null : (
    <CodeFreshness
      of={code}
      mayTie={access.contribute}
      judge={access.judge}
      onOpen={onOpen}
      onHolds={(id, gone) => freshness.holds(id, newestHead(entry)?.id ?? '', gone)}
      onReanchor={(id, old, now) => freshness.reanchor(id, old, now)}
    />
  );
}
