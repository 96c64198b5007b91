/** What the Review tab holds beside the queue: suggestions, summaries, and trying a proposal first. */

import type { ReactNode } from 'react';
import { trans } from '../../core/trans';
import type { ReviewItem } from '../../features/review/wire';
import { SuggestionsSection } from '../../features/suggestions/section';
import { Sources } from '../../features/suggestions/strip';
import { SummariesSection, SummedUp } from '../../features/summaries/section';
import { Trial } from '../../features/turns/trial';
import { codeOf } from './beside';
import type { PanelView } from './panelview';
import { limitsOf } from './panelview';

/** Above the queue, folded: what the AI suggests, and what may be summed up. */
export function curating(view: PanelView): JSX.Element {
  const { model, actions } = view;
  const { access, summing } = model;
  return (
    <>
      <SuggestionsSection
        suggestions={model.suggestions.value}
        contribute={access.contribute}
        actions={actions.suggestions}
        onSweep={() => model.suggestions.sweep()}
        onRetry={() => model.refresh()}
      />
      <SummariesSection
        made={model.summaries.value}
        contribute={access.contribute}
        judge={access.judge}
        limits={limitsOf(view)}
        onLook={() => summing.look()}
        onDraft={entries => summing.draft(entries)}
        onSay={async command => {
          await actions.run(command);
          await model.summaries.now();
        }}
        onRetry={() => model.refresh()}
      />
    </>
  );
}

/** Where a proposal comes from, what it would replace, and what it would change. */
export function besideItem(
  { model, derived, actions }: PanelView,
  { type, entries: [entry] }: ReviewItem
): ReactNode {
  if (type === 'broken') {
    return codeOf(model, entry, (path, line) => actions.openFile(path, line));
  }
  if (type !== 'proposal') {
    return null;
  }
  const suggested = model.suggestions.ofEntry(entry.id);
  const summaries = model.summaries.value;
  const made =
    summaries.tag === 'ready'
      ? summaries.value.find(one => one.entry === entry.id && !one.holds)
      : undefined;
  return (
    <>
      {suggested !== null && (
        <>
          <p className="cg-hint" data-testid="cg-review-origin">
            {trans.__(
              'The AI suggested it; %1 proposed it.',
              model.person(suggested.by).display_name
            )}
          </p>
          <Sources
            suggestion={suggested}
            nameOf={username => model.person(username).display_name}
          />
        </>
      )}
      {made !== undefined && <SummedUp made={made} />}
      {model.access.judge && (
        <Trial
          entry={entry.id}
          actions={{
            onTry: async (id, question) => {
              const [without, holding] = await model.onTry(id, question);
              return { without: without.id, holding: holding.id };
            },
            turnOf: id => model.turns.turn(id),
            titles: derived.titles
          }}
        />
      )}
    </>
  );
}
