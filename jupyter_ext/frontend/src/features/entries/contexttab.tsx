/** The team's entries: search, filter, groups by kind, and the form to add one. */

import { addIcon, caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import { Virtuoso } from 'react-virtuoso';
import type { Loadable } from '../../api/problem';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import { type Access, mayRetire } from '../../core/access';
import type { Contradicts } from '../../core/contradiction';
import type { Entry } from '../../core/entry';
import { isDisputed, isLive, KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { Button, RovingList } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { listed } from '../../ui/format';
import type { Kept } from '../../ui/kept';
import type { Limits } from '../../ui/room';
import { Empty, Loaded } from '../../ui/states';
import { Warnings } from './consequence';
import type { Drafts } from './drafts';
import type { EntryActions } from './entrycard';
import { EntryCard } from './entrycard';
import { NewEntryForm } from './entryform';
import type { Marks } from './marks';
import type { Chosen } from './relevant';
import { Relevant } from './relevant';
import type { Filter } from './search';
import { FILTERS, groupByKind, matches, passes } from './search';

/** Cards of a group that are all drawn; of a longer one only those in sight are. */
const FEW = 30;
/** Pixels beyond the edges of what is in sight that are drawn too, so that scrolling shows no gap. */
const BEYOND = { top: 600, bottom: 1200 };

/** What each entry contradicts, by its id. */
export type Contradictions = ReadonlyMap<string, readonly Contradicts[]>;

export interface ContextTabProps extends EntryActions {
  entries: Loadable<readonly Entry[]>;
  contradictions: Contradictions;
  access: Access;
  drafts: Drafts;
  limits: Limits;
  areas: readonly string[];
  /** Kinds that wait for the owner, by the team's policies. */
  waits: ReadonlySet<SharedKind>;
  kept: Kept;
  /** The team's sprint, where there is one. */
  sprint: (folded: boolean) => ReactNode;
  /** The entry that was asked for last, which is in sight whatever the filter says. */
  opened: string | null;
  /** The entry about which its author is asked something, which is in sight, too. */
  asked: string | null;
  /** What stands in an entry's card below its text: hints, and what its author is asked. */
  beside: (entry: Entry) => ReactNode;
  marksOf: (entry: Entry) => Marks;
  /** What concerns the cell and the notebook that are worked in. Throws a Problem. */
  onLook: () => Promise<Chosen>;
  /** What stands above everything: what came since this member left. */
  top: ReactNode;
  onAdd: () => void;
  onRetry: () => void;
}

export function ContextTab(props: ContextTabProps): JSX.Element {
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>(() =>
    filterOf(props.kept.texts('filter')[0] ?? '')
  );
  const searching = query.trim() !== '';
  const draft = props.drafts.get('add');
  return (
    <>
      {props.top}
      <div className="cg-toolbar">
        <input
          type="search"
          className="cg-search"
          placeholder={trans.__('Filter the entries')}
          aria-label={trans.__('Filter the entries')}
          data-testid="cg-search"
          data-cg-focus="search"
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
        />
        <span className="cg-select">
          <select
            aria-label={trans.__('Which entries to show')}
            data-testid="cg-filter"
            value={filter}
            onChange={event => {
              const chosen = filterOf(event.currentTarget.value);
              setFilter(chosen);
              props.kept.keep('filter', [chosen]);
            }}
          >
            {FILTERS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </span>
        {props.access.contribute && (
          <Button
            label={trans.__('Add')}
            icon={addIcon}
            look="accept"
            disabled={draft !== null}
            testId="cg-add"
            onClick={props.onAdd}
          />
        )}
      </div>
      <NewEntryForm
        {...props}
        draft={draft}
        submit={trans.__('Add for everyone')}
        label={trans.__('Add an entry')}
        chooseKind
        testId="cg-add-form"
        opener="cg-add"
        tell={(_, known) => <Warnings known={known} />}
        hint={<Policy waits={props.waits} judge={props.access.judge} />}
      />
      {!searching && props.sprint(false)}
      <Loaded of={props.entries} what={trans.__('the context')} retry={props.onRetry}>
        {entries => <Groups {...props} all={entries} query={query} filter={filter} />}
      </Loaded>
      {searching && props.sprint(true)}
    </>
  );
}

function Policy(props: {
  waits: ReadonlySet<SharedKind>;
  judge: boolean;
}): JSX.Element | null {
  return props.judge || props.waits.size === 0 ? null : (
    <p className="cg-hint">
      {trans.__(
        '%1 wait for the context owner; everything else counts at once.',
        listed([...props.waits].map(kind => KIND_LABELS[kind].many))
      )}
    </p>
  );
}

function Groups(
  props: ContextTabProps & { all: readonly Entry[]; query: string; filter: Filter }
): JSX.Element {
  const { all, query, filter, drafts } = props;
  const { person } = useEnv();
  if (filter === 'relevant' && query.trim() === '') {
    const card = (entry: Entry): JSX.Element => <Card {...props} entry={entry} />;
    return <Relevant entries={all} onLook={props.onLook} card={card} />;
  }
  const found = all.filter(
    entry =>
      // An entry that is being edited stays in sight whatever the filter says.
      drafts.get('edit', entry.id) !== null ||
      entry.id === props.opened ||
      entry.id === props.asked ||
      (passes(entry, filter) &&
        matches(entry, query, username => person(username).display_name))
  );
  if (found.length === 0) {
    return <NothingFound {...props} />;
  }
  return (
    <>
      {groupByKind(found, SHARED_KINDS).map(group => (
        <Group key={group.kind} {...props} kind={group.kind} entries={group.entries} />
      ))}
    </>
  );
}

function NothingFound(props: {
  all: readonly Entry[];
  query: string;
  access: Access;
}): JSX.Element {
  if (props.query.trim() !== '') {
    return <Empty title={trans.__('Nothing matches “%1”', props.query.trim())} />;
  }
  if (props.all.some(isLive)) {
    return <Empty title={trans.__('No entries with this filter')} />;
  }
  return (
    <Empty title={trans.__('The team has no shared context yet')}>
      {trans.__(
        'Conventions, decisions, work in progress, discussions and knowledge that you add here are in everyone’s prompts.'
      )}
      {props.access.contribute && ` ${trans.__('Start with “Add”.')}`}
    </Empty>
  );
}

type GroupProps = Omit<ContextTabProps, 'entries'> & {
  kind: SharedKind;
  entries: readonly Entry[];
};

function Group(props: GroupProps): JSX.Element {
  const [opened, setOpen] = useState(
    () => !props.kept.texts('closed').includes(props.kind)
  );
  const { entries, kind } = props;
  const open =
    opened ||
    entries.some(
      ({ id }) =>
        id === props.opened ||
        id === props.asked ||
        props.drafts.get('edit', id) !== null
    );
  const disputes = entries.filter(
    entry => isDisputed(entry) || props.contradictions.has(entry.id)
  ).length;
  const Caret = open ? caretDownIcon : caretRightIcon;
  const id = `cg-group-${kind}`;
  return (
    <section className="cg-group" aria-label={KIND_LABELS[kind].many}>
      <h3>
        <button
          type="button"
          className="cg-group-head"
          aria-expanded={open}
          aria-controls={id}
          data-testid={`cg-group-${kind}`}
          onClick={() => {
            const closed = props.kept.texts('closed').filter(one => one !== kind);
            props.kept.keep('closed', open ? [...closed, kind] : closed);
            setOpen(!open);
          }}
        >
          <Caret.react tag="span" className="cg-icon" />
          <span>{KIND_LABELS[kind].many}</span>
          <span className="cg-count">{entries.length}</span>
          {disputes > 0 && (
            <span className="cg-count cg-mod-dispute">
              {trans.__('%1 in dispute', disputes)}
            </span>
          )}
        </button>
      </h3>
      <div id={id} hidden={!open}>
        {open && <Cards {...props} />}
      </div>
    </section>
  );
}

function Cards(props: GroupProps): JSX.Element {
  const { entries } = props;
  const card = (entry: Entry): JSX.Element => (
    <Card key={entry.id} {...props} entry={entry} />
  );
  return (
    <RovingList items=".cg-card">
      {entries.length <= FEW ? (
        entries.map(card)
      ) : (
        <LongList
          entries={entries}
          drafts={props.drafts}
          opened={props.asked ?? props.opened}
          card={card}
        />
      )}
    </RovingList>
  );
}

function Card(props: Omit<ContextTabProps, 'entries'> & { entry: Entry }): JSX.Element {
  const { entry, access } = props;
  return (
    <EntryCard
      {...props}
      draft={props.drafts.get('edit', entry.id)}
      mayEdit={access.contribute}
      mayRetire={mayRetire(access, entry, props.waits)}
      mayAccept={access.judge}
      contradicts={props.contradictions.get(entry.id) ?? []}
      marks={access.contribute ? props.marksOf(entry) : undefined}
    />
  );
}

/** Of thousands of cards, those in sight; they scroll with the tab. */
function LongList(props: {
  entries: readonly Entry[];
  drafts: Drafts;
  opened: string | null;
  card: (entry: Entry) => JSX.Element;
}): JSX.Element {
  const { entries, drafts } = props;
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<VirtuosoHandle>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  useEffect(() => {
    setScroller(place.current?.closest<HTMLElement>('.cg-tabpanel') ?? null);
  }, []);
  // An edit that was opened elsewhere, in Review say, is brought into sight; then it takes the focus.
  const opened = entries.findIndex(
    ({ id }) => drafts.get('edit', id)?.fresh === true || id === props.opened
  );
  useEffect(() => {
    if (opened >= 0) {
      list.current?.scrollIntoView({ index: opened });
    }
  }, [opened, scroller]);
  return (
    <div ref={place}>
      {scroller !== null && (
        <Virtuoso
          ref={list}
          customScrollParent={scroller}
          data={entries}
          computeItemKey={(_, entry) => entry.id}
          increaseViewportBy={BEYOND}
          itemContent={(_, entry) => (
            <div className="cg-list-row">{props.card(entry)}</div>
          )}
        />
      )}
    </div>
  );
}

function filterOf(value: string): Filter {
  return FILTERS.find(filter => filter.value === value)?.value ?? 'live';
}
