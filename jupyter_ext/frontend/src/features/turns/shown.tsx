/** What of the team's context an answer was shown, why, and the best of what it was not shown. */

import type { Turn } from '../../api/wire/turn';
import type { ChoiceView, OmissionView } from '../../api/wire/types';
import { KIND_LABELS } from '../../core/entry';
import type { Titles } from '../../core/titles';
import { trans } from '../../core/trans';
import { entriesCounted } from '../../ui/format';

export function Shown(props: { turn: Turn; titles: Titles }): JSX.Element {
  const { turn, titles } = props;
  const { shown } = turn;
  const known = shown.flatMap(id => titles.get(id) ?? []);
  const hidden = shown.length - known.length;
  const reasons = new Map(
    turn.selection?.chosen.map(({ entry, reason }) => [entry, whyShown(reason)])
  );
  return (
    <>
      <h4>{trans.__('%1 shown to the model', entriesCounted(shown.length))}</h4>
      {shown.length > 0 && (
        <ul className="cg-shown" data-testid="cg-shown">
          {known.map(({ entry, title }, at) => (
            <li key={at}>
              <span className="cg-muted">{KIND_LABELS[entry.kind].one}</span> {title}
              <Why text={reasons.get(entry.id)} />
            </li>
          ))}
          {hidden > 0 && (
            <li className="cg-muted">
              {trans.__(
                '%1 no longer here, or not yours to read',
                entriesCounted(hidden)
              )}
            </li>
          )}
        </ul>
      )}
      <NotShown omitted={turn.selection?.omitted ?? []} titles={titles} />
    </>
  );
}

function NotShown(props: {
  omitted: readonly OmissionView[];
  titles: Titles;
}): JSX.Element | null {
  const titles = new Map(
    [...props.titles.values()].map(({ entry, title }) => [entry.id, title])
  );
  const known = props.omitted.filter(({ entry }) => titles.has(entry));
  return known.length === 0 ? null : (
    <details data-testid="cg-not-shown">
      <summary>{trans.__('%1 not shown', entriesCounted(known.length))}</summary>
      <ul className="cg-shown">
        {known.map(({ entry, reason }) => (
          <li key={entry}>
            {titles.get(entry)}
            <Why text={whyNot(reason)} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Why(props: { text: string | undefined }): JSX.Element | null {
  return props.text === undefined ? null : (
    <span className="cg-muted">{` (${props.text})`}</span>
  );
}

/** Why an entry was shown, as one would say it. */
export function whyShown(reason: ChoiceView['reason']): string {
  switch (reason) {
    case 'pinned':
      return trans.__('pinned for everybody');
    case 'holds here':
      return trans.__('a convention that always holds');
    case 'all':
      return trans.__('the context is small: all of it is shown');
    case 'words':
      return trans.__('shares words with the question');
    case 'meaning':
      return trans.__('means something similar');
    case 'author':
      return trans.__('by somebody whom the question names');
    case 'dispute':
      return trans.__('in dispute with one that is shown');
  }
}

/** Why an entry was not shown. */
export function whyNot(reason: OmissionView['reason']): string {
  switch (reason) {
    case 'muted':
      return trans.__('you muted it');
    case 'off the subject':
      return trans.__('off the subject');
    case 'no room':
      return trans.__('no room was left');
  }
}
