/** What was found, in the place of the tabs: each opens where it stands. */

import { lockIcon } from '@jupyterlab/ui-components';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { kindLabel } from '../../core/kinds';
import { trans } from '../../core/trans';
import { announce } from '../../ui/announcer';
import { AreaChip, Badge, Button, When } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { Empty, Loaded } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import type { SearchModel } from './model';
import type { Findings, Hit } from './wire';

export interface ResultsProps {
  search: SearchModel;
  onOpen: (hit: Hit) => void;
  /** Go back to the box. */
  onLeave: () => void;
}

export function Results(props: ResultsProps): JSX.Element {
  const { search } = props;
  return (
    <section
      className="cg-tabpanel cg-found"
      aria-label={trans.__('What was found')}
      data-testid="cg-found"
    >
      <Loaded
        of={search.found}
        what={trans.__('what was found')}
        retry={() => void search.now()}
      >
        {found => <Hits {...props} found={found} />}
      </Loaded>
    </section>
  );
}

function Hits(props: ResultsProps & { found: Findings }): JSX.Element {
  const { found, search, onLeave } = props;
  const list = useRef<HTMLOListElement>(null);
  useRoving(list, '[data-testid=cg-hit]');
  const count = trans._n('%1 thing found', '%1 things found', found.total);
  useEffect(() => announce(count), [count]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const hits = [
      ...event.currentTarget.querySelectorAll<HTMLElement>('[data-testid=cg-hit]')
    ];
    const at = hits.findIndex(hit => hit === document.activeElement);
    const to = after(event.key, at, hits.length);
    if (event.key === 'Escape' || to === -1) {
      event.preventDefault();
      onLeave();
    } else if (to !== null && at >= 0) {
      event.preventDefault();
      hits[to]?.focus();
    }
  };
  return (
    <>
      <p className="cg-muted" data-testid="cg-found-count">
        {count}
      </p>
      {found.total === 0 ? (
        <Empty title={trans.__('Nothing was found')}>
          {trans.__(
            'Try fewer or other words, or another filter. You find what you may read: what the team shares, areas that you follow, and what is your own.'
          )}
        </Empty>
      ) : (
        <ol
          ref={list}
          className="cg-hits"
          onKeyDown={onKeyDown}
          data-lm-suppress-shortcuts="true"
        >
          {found.hits.map(hit => (
            <li key={`${hit.view} ${hit.id}`}>
              <HitButton hit={hit} onOpen={() => props.onOpen(hit)} />
            </li>
          ))}
        </ol>
      )}
      {search.more && (
        <Button
          label={trans.__('Show more')}
          testId="cg-found-more"
          onClick={() => search.showMore()}
        />
      )}
    </>
  );
}

/** Where a key leads from one of so many; -1 is the box above them. */
function after(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return at - 1;
    case 'ArrowDown':
      return at + 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function HitButton(props: { hit: Hit; onOpen: () => void }): JSX.Element {
  const { hit } = props;
  const { person, now } = useEnv();
  const [first] = hit.people;
  const said = hit.snippet.join('').trim() !== '';
  return (
    <button
      type="button"
      className="cg-hit"
      data-testid="cg-hit"
      data-kind={hit.kind}
      data-hit={hit.id}
      onClick={props.onOpen}
    >
      <span className="cg-hit-title">
        <Pieces pieces={hit.title} />
      </span>
      {said && (
        <span className="cg-hit-text">
          <Pieces pieces={hit.snippet} />
        </span>
      )}
      <span className="cg-hit-foot">
        <Badge look="plain">{kindLabel(hit.kind)}</Badge>
        {hit.private && (
          <span className="cg-row">
            <lockIcon.react tag="span" className="cg-icon" />
            {trans.__('only you')}
          </span>
        )}
        {hit.area !== null && <AreaChip name={hit.area} />}
        {first !== undefined && <span>{person(first).display_name}</span>}
        <When at={hit.at} now={now} />
      </span>
    </button>
  );
}

/** A text of which every second piece is what it was found by. */
function Pieces(props: { pieces: readonly string[] }): JSX.Element {
  return (
    <>
      {props.pieces.map((piece, at) =>
        at % 2 === 1 ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>
      )}
    </>
  );
}
