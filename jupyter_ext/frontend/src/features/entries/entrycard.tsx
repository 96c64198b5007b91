/** One entry: its text, or all its versions where people disagree, and what may be done with it. */

import { checkIcon, editIcon, shareIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import type { EntryStatus, Revision } from '../../api/wire/entry';
import type { Contradicts } from '../../core/contradiction';
import type { Entry } from '../../core/entry';
import {
  isDisputed,
  isLive,
  newestHead,
  rejectionOf,
  statusOf,
  unseenHeads
} from '../../core/entry';
import { trans } from '../../core/trans';
import { AreaChip, Badge, Button, LongText, Toolbar } from '../../ui/controls';
import { Credited } from '../../ui/credited';
import { RetireButton } from '../../ui/entrybuttons';
import { useEnv } from '../../ui/env';
import { listed, versionsCounted } from '../../ui/format';
import type { Limits } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { Contradiction, Warnings } from './consequence';
import type { Draft } from './drafts';
import type { FormActions } from './entryform';
import { EntryForm } from './entryform';
import { History } from './history';
import type { Marks } from './marks';
import { MarkBadges, MarkButtons } from './marks';

export interface EntryActions extends FormActions {
  onEdit: (entry: Entry, from: Revision) => void;
  onRetire: (entry: Entry) => Promise<void>;
  onAccept: (entry: Entry) => Promise<void>;
  onRevert: (entry: Entry, to: Revision) => Promise<void>;
  /** The versions that have left the live document. */
  onVersions: (entry: Entry) => Promise<readonly Revision[]>;
  onShare?: (entry: Entry) => void;
  /** Share it into a thread: the one that was used last is chosen. */
  onBring?: (entry: Entry) => void;
}

const STATUS_BADGES: Readonly<
  Record<
    EntryStatus,
    { label: string; look: 'proposed' | 'ended'; title: string } | null
  >
> = {
  proposed: {
    get label() {
      return trans.__('proposed');
    },
    look: 'proposed',
    get title() {
      return trans.__('Waits for the context owner');
    }
  },
  accepted: null,
  rejected: {
    get label() {
      return trans.__('rejected');
    },
    look: 'ended',
    get title() {
      return trans.__('The context owner said no');
    }
  },
  superseded: {
    get label() {
      return trans.__('superseded');
    },
    look: 'ended',
    get title() {
      return trans.__('Another entry took its place');
    }
  },
  retired: {
    get label() {
      return trans.__('retired');
    },
    look: 'ended',
    get title() {
      return trans.__('No longer true; kept for the record');
    }
  }
};

export function EntryCard(
  props: EntryActions & {
    entry: Entry;
    draft: Draft | null;
    limits: Limits;
    mayEdit: boolean;
    mayRetire?: boolean;
    mayAccept: boolean;
    contradicts?: readonly Contradicts[];
    beside?: (entry: Entry) => ReactNode;
    marks?: Marks | undefined;
  }
): JSX.Element {
  const { entry, draft } = props;
  const { busy, problem, run } = useWork();

  const disputed = isDisputed(entry);
  const newest = newestHead(entry);
  const live = isLive(entry);
  if (newest === undefined) {
    return <></>;
  }
  return (
    <article
      className={`cg-card${live ? '' : ' cg-mod-ended'}${disputed ? ' cg-mod-dispute' : ''}`}
      aria-label={newest.title}
      data-testid="cg-entry"
      data-entry={entry.id}
      tabIndex={-1}
    >
      {disputed ? (
        <Versions
          entry={entry}
          mayEdit={props.mayEdit && draft === null}
          onEdit={props.onEdit}
        />
      ) : (
        <Version entry={entry} revision={newest} />
      )}
      {props.marks !== undefined && <MarkBadges marks={props.marks} />}
      <Rejection entry={entry} />
      {props.contradicts?.map((other, at) => (
        <Contradiction key={at} of={other} would={false} testId="cg-contradicts" />
      ))}
      {props.beside?.(entry)}
      {draft !== null ? (
        <EntryForm
          draft={draft}
          limits={props.limits}
          submit={trans.__('Save')}
          label={trans.__('Edit %1', newest.title)}
          chooseKind={false}
          testId="cg-edit-form"
          opener="cg-edit"
          tell={entry.kind === 'note' ? null : (_, known) => <Warnings known={known} />}
          onPreview={props.onPreview}
          hint={<Meanwhile entry={entry} draft={draft} />}
          onWrite={props.onWrite}
          onSend={props.onSend}
          onDiscard={props.onDiscard}
        />
      ) : (
        (props.mayEdit || props.mayAccept) && (
          <Toolbar className="cg-actions cg-mod-quiet" label={newest.title}>
            {props.mayAccept && statusOf(entry) === 'proposed' && (
              <Button
                label={trans.__('Accept')}
                icon={checkIcon}
                look="accept"
                disabled={busy}
                testId="cg-accept"
                onClick={() => run(props.onAccept(entry))}
              />
            )}
            {props.onShare !== undefined && live && (
              <Button
                label={trans.__('Share…')}
                icon={shareIcon}
                testId="cg-share"
                onClick={() => props.onShare?.(entry)}
              />
            )}
            {props.onBring !== undefined && live && (
              <Button
                label={trans.__('Bring into a thread…')}
                title={trans.__('Share it where you and others ask the AI together')}
                testId="cg-bring"
                onClick={() => props.onBring?.(entry)}
              />
            )}
            {props.mayEdit && !disputed && (
              <Button
                label={trans.__('Edit')}
                icon={editIcon}
                testId="cg-edit"
                onClick={() => props.onEdit(entry, newest)}
              />
            )}
            {props.mayEdit && props.mayRetire !== false && live && (
              <RetireButton
                disabled={busy}
                testId="cg-retire"
                onClick={() => run(props.onRetire(entry))}
              />
            )}
            {props.marks !== undefined && live && (
              <MarkButtons marks={props.marks} busy={busy} run={run} />
            )}
          </Toolbar>
        )
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <History
        entry={entry}
        mayRevert={props.mayEdit && draft === null && !busy}
        onVersions={props.onVersions}
        onRevert={to => run(props.onRevert(entry, to))}
      />
    </article>
  );
}

/** Why the owner said no, until the entry has moved on. */
function Rejection(props: { entry: Entry }): JSX.Element | null {
  const { person } = useEnv();
  const rejection = rejectionOf(props.entry);
  if (rejection === null) {
    return null;
  }
  const name = person(rejection.author).display_name;
  return (
    <p className="cg-hint cg-mod-warn" data-testid="cg-rejection">
      {props.entry.standing.length > 0
        ? trans.__('%1 rejected the change to “%2”', name, rejection.title)
        : trans.__('%1 rejected this', name)}
      {rejection.reason !== '' && `: ${rejection.reason}`}
    </p>
  );
}

function Version(props: { entry: Entry; revision: Revision }): JSX.Element {
  const { revision } = props;
  const badge = STATUS_BADGES[revision.status];
  return (
    <>
      <h4 className="cg-title">
        <span>{revision.title}</span>
        {badge !== null && (
          <Badge look={badge.look} title={badge.title}>
            {badge.label}
          </Badge>
        )}
      </h4>
      <LongText text={revision.body} />
      <p className="cg-foot">
        <Credited entry={props.entry} revision={revision} />
        {revision.area !== null && <AreaChip name={revision.area} />}
      </p>
    </>
  );
}

/** Both (or all) versions of a dispute, each with its author. */
function Versions(props: {
  entry: Entry;
  mayEdit: boolean;
  onEdit: (entry: Entry, from: Revision) => void;
}): JSX.Element {
  const { entry } = props;
  return (
    <>
      <p className="cg-dispute-head">
        <Badge look="dispute">{trans.__('in dispute')}</Badge>
        <span>{versionsCounted(entry.standing.length)}</span>
      </p>
      <div className="cg-versions">
        {entry.standing.map(head => (
          <section
            role="group"
            key={head.id}
            className="cg-version"
            data-testid="cg-version"
            aria-label={trans.__('Version: %1', head.title)}
          >
            <Version entry={entry} revision={head} />
            {props.mayEdit && (
              <div className="cg-actions cg-mod-quiet">
                <Button
                  label={trans.__('Settle with this text…')}
                  icon={editIcon}
                  title={trans.__(
                    'Edit from this version; saving follows all versions shown here'
                  )}
                  onClick={() => props.onEdit(entry, head)}
                />
              </div>
            )}
          </section>
        ))}
      </div>
    </>
  );
}

function Meanwhile(props: { entry: Entry; draft: Draft }): JSX.Element | null {
  const { person } = useEnv();
  const unseen = unseenHeads(props.entry, props.draft.heads);
  if (unseen.length > 0) {
    const names = [...new Set(unseen.map(head => person(head.author).display_name))];
    return (
      <p className="cg-hint cg-mod-warn" role="status" data-testid="cg-meanwhile">
        {trans.__(
          'Changed meanwhile by %1; saving keeps both versions.',
          listed(names)
        )}
      </p>
    );
  }
  return props.draft.heads.length > 1 ? (
    <p className="cg-hint">
      {trans.__('Saving settles the dispute: your text follows all versions above.')}
    </p>
  ) : null;
}
