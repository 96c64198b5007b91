/** What of the team's context an answer was shown, why, and the best of what it was not shown. */

import type { Turn } from '../../api/wire/turn';
import type { OmissionView } from '../../api/wire/types';
import { KIND_LABELS } from '../../core/entry';
import { whyNot, whyShown } from '../../core/reasons';
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
