/**
 * A proposed change beside its cell: what would go and come, and the buttons that decide. Where people
 * changed the cell meanwhile both changes are shown, and nothing is accepted that is not in sight.
 */

import { checkIcon, closeIcon, editIcon, undoIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import { CONSTANTS } from '../../api/wire/constants';
import { trans } from '../../core/trans';
import { Badge, Button, Toolbar } from '../../ui/controls';
import { DiffLines } from '../../ui/difftext';
import { useDraft } from '../../ui/draft';
import { Lines } from '../../ui/fields';
import { SettleForm } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import { listed } from '../../ui/format';
import { useWork } from '../../ui/work';
import { lineDiff, merged } from './merge';
import type { Placed } from './place';
import { digestOf } from './place';
import type { Verdict } from './wire';
import { deedOf, fateOf } from './words';

export interface EditActions {
  /** Throws a Problem. */
  onDecide: (placed: Placed, verdict: Verdict) => Promise<void>;
  /** Throws a Problem. */
  onUndo: (placed: Placed) => Promise<void>;
  onDismiss: (placed: Placed) => void;
  /** What a cell begins with, in words; null where there is none of that id. */
  titleOf: (cell: string) => string | null;
  nameOf: (username: string) => string;
  /** The usernames of others who work in that cell just now. */
  othersIn: (cell: string) => readonly string[];
  readonly contribute: boolean;
}

export function EditCard(props: { placed: Placed; actions: EditActions }): JSX.Element {
  const { placed, actions } = props;
  const { edit, proposal, fit } = placed;
  const [writing, setWriting] = useState(false);
  const { busy, problem, run } = useWork();
  const offer = offerOf(placed);
  const decide = (verdict: Verdict): void =>
    run(actions.onDecide(placed, verdict).then(() => setWriting(false)));
  if (edit.status !== 'open') {
    return <DecidedLine placed={placed} actions={actions} />;
  }
  return (
    <article
      className="cg-edit"
      data-testid="cg-edit"
      data-op={edit.op}
      data-fit={fit}
      aria-label={deedOf(edit)}
    >
      <p className="cg-edit-head">
        <Badge look="proposed">{trans.__('The AI proposes')}</Badge>{' '}
        <strong>{deedOf(edit)}</strong>{' '}
        <span className="cg-muted">
          {trans.__('asked by %1', actions.nameOf(proposal.by))}
          {edit.undone_by !== null && ` · ${fateOf(edit, actions.nameOf)}`}
        </span>
      </p>
      {edit.reason !== '' && <p className="cg-said">{edit.reason}</p>}
      <OthersHere names={actions.othersIn(edit.cell).map(actions.nameOf)} />
      <Shown placed={placed} titleOf={actions.titleOf} />
      {actions.contribute && !writing && (
        <Toolbar label={trans.__('Decide: %1', deedOf(edit))}>
          {offer !== null && (
            <Button
              label={
                fit === 'changed'
                  ? trans.__('Accept on the new text')
                  : trans.__('Accept')
              }
              icon={checkIcon}
              look="accept"
              disabled={busy}
              testId="cg-edit-accept"
              onClick={() => decide(offer)}
            />
          )}
          {isWritten(placed) && (
            <Button
              label={trans.__('Edit first…')}
              icon={editIcon}
              disabled={busy}
              testId="cg-edit-change"
              onClick={() => setWriting(true)}
            />
          )}
          <Button
            label={trans.__('Refuse')}
            icon={closeIcon}
            disabled={busy}
            testId="cg-edit-refuse"
            onClick={() => decide({ verdict: 'refuse' })}
          />
        </Toolbar>
      )}
      {writing && (
        <EditFirst
          placed={placed}
          busy={busy}
          onSubmit={decide}
          onCancel={() => setWriting(false)}
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </article>
  );
}

/** Who else works in the cell at this moment, before anybody changes it under their hands. */
function OthersHere(props: { names: readonly string[] }): JSX.Element | null {
  const { names } = props;
  return names.length === 0 ? null : (
    <p className="cg-hint" data-testid="cg-edit-others">
      {trans._n(
        '%2 works in this cell just now',
        '%2 work in this cell just now',
        names.length,
        listed(names)
      )}
    </p>
  );
}

/** What a click on “Accept” says; null where it can only be refused or edited first. */
function offerOf(placed: Placed): Verdict | null {
  const { edit, fit, now } = placed;
  if (fit === 'gone') {
    return null;
  }
  if (fit === 'fits' || now === null) {
    return { verdict: 'accept' };
  }
  const against = digestOf(now);
  if (edit.op === 'delete') {
    return { verdict: 'accept', against };
  }
  const source = mergedOf(placed);
  return source === null ? null : { verdict: 'accept', source, against };
}

/** Both changes together; null where they touch the same lines, or the old text is not known. */
function mergedOf({ edit, now }: Placed): string | null {
  return now === null || digestOf(edit.before) !== edit.base
    ? null
    : merged(edit.before, now, edit.source);
}

/** Whether it brings a text that a person may change first. */
function isWritten({ edit, fit }: Placed): boolean {
  return fit !== 'gone' && (edit.op === 'insert' || edit.op === 'replace');
}

function Shown(props: {
  placed: Placed;
  titleOf: EditActions['titleOf'];
}): JSX.Element {
  const { edit, fit, now } = props.placed;
  if (edit.op === 'move') {
    return <Moved placed={props.placed} titleOf={props.titleOf} />;
  }
  if (fit === 'gone') {
    return (
      <>
        <Note>{trans.__('The cell of this change is no longer in the notebook.')}</Note>
        <Diff alone label={deedOf(edit)} before={edit.before} after={edit.source} />
      </>
    );
  }
  if (fit === 'changed' && now !== null) {
    return <ThreeWay placed={props.placed} now={now} />;
  }
  const before = edit.op === 'insert' ? '' : (now ?? '');
  return <Diff alone label={deedOf(edit)} before={before} after={edit.source} />;
}

function Moved(props: {
  placed: Placed;
  titleOf: EditActions['titleOf'];
}): JSX.Element {
  const { edit, fit } = props.placed;
  if (fit === 'gone') {
    return (
      <Note>
        {trans.__(
          'The cell, or the one that it goes below, is no longer in the notebook.'
        )}
      </Note>
    );
  }
  return (
    <p className="cg-said" data-testid="cg-edit-where">
      {edit.after === null
        ? trans.__('To the top of the notebook')
        : trans.__('Below the cell “%1”', props.titleOf(edit.after) ?? '')}
    </p>
  );
}

/** The text proposed against, the text of now and what is proposed, as what changed from one to another. */
function ThreeWay(props: { placed: Placed; now: string }): JSX.Element {
  const { placed, now } = props;
  const { edit } = placed;
  const together = edit.op === 'replace' ? mergedOf(placed) : null;
  return (
    <div data-testid="cg-edit-three-way">
      <Note>
        {trans.__('Somebody has changed this cell since. Their change stays.')}
      </Note>
      <Diff label={trans.__('Changed since')} before={edit.before} after={now} />
      <Diff
        label={trans.__('What the AI proposes, against the older text')}
        before={edit.before}
        after={edit.source}
      />
      {together !== null && (
        <Diff label={trans.__('Both together')} before={now} after={together} />
      )}
      {together === null && edit.op === 'replace' && (
        <Note>{trans.__('Both changed the same lines: edit first, or refuse.')}</Note>
      )}
    </div>
  );
}

function Note(props: { children: string }): JSX.Element {
  return <p className="cg-edit-note">{props.children}</p>;
}

/** `alone`: it is the only one there, so its label is only read aloud. */
function Diff(props: {
  label: string;
  alone?: boolean;
  before: string;
  after: string;
}): JSX.Element {
  return (
    <figure className="cg-diff-box">
      {props.alone !== true && (
        <figcaption className="cg-muted">{props.label}</figcaption>
      )}
      <pre
        className="cg-diff"
        tabIndex={0}
        data-testid="cg-edit-diff"
        aria-label={props.label}
        role="group"
      >
        <DiffLines lines={lineDiff(props.before, props.after)} />
      </pre>
    </figure>
  );
}

/** The text as a person wants it; it begins with both changes, or with the text of now. */
function EditFirst(props: {
  placed: Placed;
  busy: boolean;
  onSubmit: (verdict: Verdict) => void;
  onCancel: () => void;
}): JSX.Element {
  const { placed } = props;
  const { edit, proposal, fit, now } = placed;
  const first =
    fit === 'changed' ? (mergedOf(placed) ?? now ?? edit.source) : edit.source;
  const draft = useDraft<string>(`cg-edit ${proposal.id} ${edit.key}`, first);
  const limit = CONSTANTS.limits.body;
  return (
    <SettleForm
      label={trans.__('Edit first')}
      submit={trans.__('Accept this text')}
      testId="cg-edit-form"
      ready={draft.value.length <= limit}
      busy={props.busy}
      draft={draft}
      onSubmit={() =>
        props.onSubmit({
          verdict: 'accept',
          source: draft.value,
          ...(now === null || edit.op === 'insert' ? {} : { against: digestOf(now) })
        })
      }
      onCancel={props.onCancel}
    >
      <Lines
        label={trans.__('The cell’s new text')}
        testId="cg-edit-source"
        rows={Math.min(Math.max(draft.value.split('\n').length, 3), 16)}
        value={draft.value}
        limit={limit}
        onChange={draft.set}
      />
    </SettleForm>
  );
}

/** One line that says who decided, for who saw the change wait. */
function DecidedLine(props: { placed: Placed; actions: EditActions }): JSX.Element {
  const { placed, actions } = props;
  const { edit } = placed;
  const { busy, problem, run } = useWork();
  return (
    <article
      className="cg-edit cg-mod-decided"
      data-testid="cg-edit"
      data-status={edit.status}
    >
      <p className="cg-edit-head">
        <strong>{deedOf(edit)}</strong>{' '}
        <span className="cg-muted" data-testid="cg-edit-by">
          {fateOf(edit, actions.nameOf)}
        </span>
      </p>
      <Toolbar label={deedOf(edit)}>
        {edit.status === 'accepted' && actions.contribute && (
          <Button
            label={trans.__('Undo')}
            icon={undoIcon}
            title={trans.__('Take back all that was accepted of this proposal')}
            disabled={busy}
            testId="cg-edit-undo"
            onClick={() => run(actions.onUndo(placed))}
          />
        )}
        <Button
          label={trans.__('Hide')}
          icon={closeIcon}
          testId="cg-edit-dismiss"
          onClick={() => actions.onDismiss(placed)}
        />
      </Toolbar>
      {problem !== null && <ProblemNote problem={problem} />}
    </article>
  );
}
