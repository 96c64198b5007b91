/** Tidying up: small entries on one subject become one proposal, and what was summed up can stand again. */

import { searchIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { SummaryTextView } from '../../api/wire/types';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { AreaChip, Badge, Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { SettleForm, Wording } from '../../ui/forms';
import type { Limits } from '../../ui/room';
import { lengthOf } from '../../ui/room';
import { Loaded, ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { Group, Made } from './requests';

export interface SummaryActions {
  /** Each throws a Problem. */
  onLook: () => Promise<readonly Group[]>;
  onDraft: (entries: readonly string[]) => Promise<SummaryTextView>;
  onSay: (command: Command) => Promise<void>;
  onRetry: () => void;
}

interface SectionProps extends SummaryActions {
  made: Loadable<readonly Made[]>;
  contribute: boolean;
  judge: boolean;
  limits: Limits;
}

export function SummariesSection(props: SectionProps): JSX.Element {
  return (
    <details className="cg-fold" data-testid="cg-tidy">
      <summary>{trans.__('Tidy up: many small entries as one')}</summary>
      {props.contribute && <Groups {...props} />}
      <Loaded of={props.made} what={trans.__('the summaries')} retry={props.onRetry}>
        {made => (
          <>
            {made
              .filter(({ holds }) => holds)
              .map(one => (
                <Held key={one.entry} {...props} one={one} />
              ))}
          </>
        )}
      </Loaded>
    </details>
  );
}

function Groups(props: SectionProps): JSX.Element {
  const [groups, setGroups] = useState<readonly Group[] | null>(null);
  const { busy, problem, run } = useWork();
  const look = (): void => {
    run(props.onLook().then(setGroups));
  };
  const keyOf = ({ sources }: Group): string => sources[0]?.entry ?? '';
  return (
    <>
      <p className="cg-hint">
        {trans.__(
          'Entries that speak of one subject are found by their meaning. Nothing changes before the context owner accepts the one that shall take their place.'
        )}
      </p>
      <div className="cg-actions cg-mod-quiet">
        <Button
          label={busy ? trans.__('Looking…') : trans.__('Look for groups')}
          icon={searchIcon}
          disabled={busy}
          testId="cg-tidy-look"
          onClick={look}
        />
      </div>
      <p className="cg-hint" role="status" data-testid="cg-tidy-said">
        {groups?.length === 0 ? trans.__('No small entries speak of one subject.') : ''}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      {(groups ?? []).map(group => (
        <GroupCard
          key={keyOf(group)}
          group={group}
          {...props}
          onDone={() =>
            setGroups(now => (now ?? []).filter(one => keyOf(one) !== keyOf(group)))
          }
        />
      ))}
    </>
  );
}

function GroupCard(
  props: SectionProps & { group: Group; onDone: () => void }
): JSX.Element {
  const { group } = props;
  const [text, setText] = useState<SummaryTextView | null>(null);
  const { busy, problem, run } = useWork();
  const { kind, area, sources } = group;
  return (
    <section className="cg-card" data-testid="cg-group" aria-label={sources[0]?.title}>
      <p className="cg-foot cg-mod-top">
        <span className="cg-muted">
          {trans.__('%1 × %2', sources.length, KIND_LABELS[kind].one)}
        </span>
        {area !== null && <AreaChip name={area} />}
      </p>
      <ul className="cg-shown">
        {sources.map(({ entry, title }) => (
          <li key={entry}>{title}</li>
        ))}
      </ul>
      {text === null ? (
        <div className="cg-actions cg-mod-quiet">
          <Button
            label={busy ? trans.__('Writing…') : trans.__('Sum up…')}
            disabled={busy}
            title={trans.__('Shows a text to edit before anything is proposed')}
            testId="cg-group-draft"
            onClick={() =>
              run(props.onDraft(sources.map(({ entry }) => entry)).then(setText))
            }
          />
        </div>
      ) : (
        <SummaryForm
          about={sources.map(({ revision }) => revision).join(' ')}
          text={text}
          limits={props.limits}
          busy={busy}
          onCancel={() => setText(null)}
          onSubmit={(title, body) =>
            run(
              props
                .onSay({
                  command: 'propose_summary',
                  sources: sources.map(({ entry, revision }) => ({
                    entry,
                    heads: [revision]
                  })),
                  kind,
                  area,
                  title,
                  body
                })
                .then(props.onDone)
            )
          }
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}

function SummaryForm(props: {
  about: string;
  text: SummaryTextView;
  limits: Limits;
  busy: boolean;
  onSubmit: (title: string, body: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const { text, limits } = props;
  const draft = useDraft(`summary ${props.about}`, {
    title: text.title,
    body: text.body
  });
  const { title, body } = draft.value;
  const fits = lengthOf(title.trim()) <= limits.title && lengthOf(body) <= limits.body;
  return (
    <SettleForm
      label={trans.__('One entry for all of them')}
      submit={trans.__('Propose it')}
      testId="cg-summary-form"
      ready={title.trim() !== '' && fits}
      busy={props.busy}
      draft={draft}
      onSubmit={() => props.onSubmit(title.trim(), body)}
      onCancel={props.onCancel}
    >
      <p className="cg-hint" data-testid="cg-summary-by">
        {text.model === null
          ? text.why
          : trans.__('Written by %1 (AI). Check it before you propose it.', text.model)}
      </p>
      {text.missing.length > 0 && (
        <p className="cg-hint cg-mod-warn" data-testid="cg-summary-missing">
          {trans.__('Not in this text: %1', text.missing.join(', '))}
        </p>
      )}
      <Wording
        label={trans.__('Title of the one entry')}
        title={title}
        body={body}
        fits={fits}
        onTitle={value => draft.set({ ...draft.value, title: value })}
        onBody={value => draft.set({ ...draft.value, body: value })}
      />
    </SettleForm>
  );
}

/** A summary that took the place of others, and the way back. */
function Held(props: SectionProps & { one: Made }): JSX.Element {
  const { one: made } = props;
  const { busy, problem, run } = useWork();
  return (
    <section className="cg-card" data-testid="cg-summary" aria-label={made.title}>
      <p className="cg-foot cg-mod-top">
        <strong>{made.title}</strong>
        <Badge look="plain">{trans.__('summary')}</Badge>
      </p>
      <SummedUp made={made} />
      {props.judge && (
        <div className="cg-actions cg-mod-quiet">
          <Button
            label={trans.__('Undo the summary')}
            disabled={busy}
            title={trans.__('Its sources hold again; the summary is retired')}
            testId="cg-summary-undo"
            onClick={() => {
              run(props.onSay({ command: 'undo_summary', entry: made.entry }));
            }}
          />
        </div>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}

/** What a summary sums up: in the queue, what it takes the place of once it is accepted. */
export function SummedUp(props: { made: Made }): JSX.Element {
  const { holds, sources } = props.made;
  return (
    <details data-testid="cg-summed-up">
      <summary>
        {holds
          ? trans._n(
              'In the place of %1 entry',
              'In the place of %1 entries',
              sources.length
            )
          : trans._n(
              'Once accepted it takes the place of %1 entry',
              'Once accepted it takes the place of %1 entries',
              sources.length
            )}
      </summary>
      <ul className="cg-shown">
        {sources.map(({ entry, title, body }) => (
          <li key={entry}>
            {title}
            {body !== '' && <span className="cg-muted">{` ${body}`}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
