/** The entries that concern what this member has open, best first, each with its reason. */

import { useEffect, useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { failed, PENDING, ready } from '../../api/problem';
import type { ChoiceView } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import { whyShown } from '../../core/reasons';
import { trans } from '../../core/trans';
import { Button, RovingList } from '../../ui/controls';
import { Empty, Loaded } from '../../ui/states';

export type Chosen = readonly ChoiceView[];

export function Relevant(props: {
  entries: readonly Entry[];
  /** What concerns the cell and the notebook that are worked in. Throws a Problem. */
  onLook: () => Promise<Chosen>;
  card: (entry: Entry) => JSX.Element;
}): JSX.Element {
  const [found, setFound] = useState<Loadable<Chosen>>(PENDING);
  const look = useRef(props.onLook);
  look.current = props.onLook;
  const load = (): void => {
    look.current().then(
      chosen => setFound(ready(chosen)),
      (error: unknown) => setFound(failed(error))
    );
  };
  useEffect(load, []);
  return (
    <>
      <div className="cg-actions cg-mod-quiet">
        <p className="cg-hint">
          {trans.__('What concerns the cell and the notebook that you are in.')}
        </p>
        <Button
          label={trans.__('Look again')}
          testId="cg-relevant-again"
          onClick={load}
        />
      </div>
      <Loaded of={found} what={trans.__('what is relevant')} retry={load}>
        {chosen => <Cards {...props} chosen={chosen} />}
      </Loaded>
    </>
  );
}

function Cards(props: {
  entries: readonly Entry[];
  chosen: Chosen;
  card: (entry: Entry) => JSX.Element;
}): JSX.Element {
  const known = new Map(props.entries.map(entry => [entry.id, entry]));
  const shown = props.chosen.flatMap(({ entry: id, reason }) => {
    const entry = known.get(id);
    return entry === undefined ? [] : [{ entry, reason }];
  });
  if (shown.length === 0) {
    return (
      <Empty title={trans.__('Nothing here concerns it')}>
        {trans.__('Go to a cell that says what you work on, then look again.')}
      </Empty>
    );
  }
  return (
    <RovingList items=".cg-card">
      {shown.map(({ entry, reason }) => (
        <div key={entry.id} data-testid="cg-relevant">
          <p className="cg-when">{whyShown(reason)}</p>
          {props.card(entry)}
        </div>
      ))}
    </RovingList>
  );
}
