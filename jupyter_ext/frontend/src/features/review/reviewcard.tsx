/** One thing that waits for the owner: what it is, what it would change for the AI, what to do. */

import { checkIcon, closeIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../api/problem';
import type { Revision } from '../../api/wire/entry';
import { creditsOf } from '../../core/credits';
import { ruleSaid } from '../../core/contradiction';
import type { Entry } from '../../core/entry';
import { heldBelow, KIND_LABELS, newestHead } from '../../core/entry';
import { keyedOf } from '../../core/keyed';
import { trans } from '../../core/trans';
import { AreaChip, Badge, Button, Prose } from '../../ui/controls';
import { Credited } from '../../ui/credited';
import { WordDiff } from '../../ui/difftext';
import { OwnersEditButton, RetireButton } from '../../ui/entrybuttons';
import { useEnv } from '../../ui/env';
import { ReasonForm } from '../../ui/forms';
import type { Limits } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import { sidesOf, titleOf, TYPE_LABELS } from './queue';
import type { ItemActions, OpenForm } from './actions';
import type { ReviewItem } from './wire';

export function ReviewCard(
  props: ItemActions & {
    item: ReviewItem;
    judge: boolean;
    limits: Limits;
    chosen: boolean;
    busy: boolean;
    form: OpenForm | null;
    problem: Problem | null;
    mayAsk: boolean;
    /** What else is known of it, and may be done with it. */
    beside: ReactNode;
    /** Whether the authors are asked already. */
    asked: boolean;
    onChoose: (chosen: boolean) => void;
  }
): JSX.Element {
  const { item, judge } = props;
  const [entry] = item.entries;
  const newest = newestHead(entry);
  const area = newest?.area ?? null;
  const proposal = item.type === 'proposal';
  const broken = item.type === 'broken';
  const waits = proposal || broken || item.type === 'replacement';
  return (
    <>
      <div className="cg-title">
        <span>
          {judge && proposal ? (
            <label className="cg-choice">
              <input
                type="checkbox"
                checked={props.chosen}
                aria-label={trans.__('Select %1', titleOf(item))}
                data-testid="cg-review-select"
                onChange={event => props.onChoose(event.currentTarget.checked)}
              />
              {titleOf(item)}
            </label>
          ) : (
            titleOf(item)
          )}
        </span>
        <Badge look={broken ? 'bad' : waits ? 'proposed' : 'dispute'}>
          {TYPE_LABELS[item.type]}
        </Badge>
      </div>
      <p className="cg-foot">
        {newest !== undefined && proposal && (
          <Credited entry={entry} revision={newest} />
        )}
        <span className="cg-muted">{KIND_LABELS[entry.kind].one}</span>
        {area !== null && <AreaChip name={area} />}
      </p>
      {broken && <Broken item={item} />}
      {proposal && newest !== undefined && <Proposed entry={entry} proposal={newest} />}
      {!proposal && !broken && <Sides item={item} />}
      {props.beside}
      {judge && props.form === null && <Actions {...props} />}
      {!waits && props.mayAsk && props.form === null && <AskSides {...props} />}
      {judge && props.form !== null && <Form {...props} form={props.form} />}
      {props.problem !== null && <ProblemNote problem={props.problem} />}
    </>
  );
}

/** What holds, what is asked, and the words in which they differ: what the AI would be shown. */
function Proposed(props: { entry: Entry; proposal: Revision }): JSX.Element {
  const { entry, proposal } = props;
  const { person } = useEnv();
  const nameOf = (revision: Revision): string =>
    person(creditsOf(entry, revision).written.by).display_name;
  const held = heldBelow(entry, proposal);
  const asks = nameOf(proposal);
  return (
    <>
      <p className="cg-hint" data-testid="cg-review-asks">
        {held === null
          ? trans.__(
              '%1 asks to add this. It does not hold yet: the AI is told that it is only proposed.',
              asks
            )
          : trans.__(
              'What %1 wrote holds. %2 asks to change it as marked here.',
              nameOf(held),
              asks
            )}
      </p>
      <WordDiff
        label={trans.__('What the AI would be shown')}
        before={held === null ? { title: '', text: '' } : shownOf(held)}
        after={shownOf(proposal)}
      />
    </>
  );
}

function shownOf(revision: Revision): { title: string; text: string } {
  const about = Object.values(keyedOf(revision)).filter(said => said !== '');
  const lines = about.length === 0 ? [] : [trans.__('About: %1', about.join(' · '))];
  return {
    title: revision.title,
    text: [revision.body, ...lines].filter(said => said !== '').join('\n\n')
  };
}

/** What holds, and why the AI is not shown it. */
function Broken(props: { item: ReviewItem }): JSX.Element {
  const { item } = props;
  const newest = newestHead(item.entries[0]);
  return (
    <>
      {newest !== undefined && newest.body !== '' && <Prose text={newest.body} />}
      <p className="cg-hint" data-testid="cg-review-cause">
        {item.cause}{' '}
        {trans.__(
          'The AI is not shown it until it is mended: tie it, edit it, or retire it.'
        )}
      </p>
    </>
  );
}

/** One click makes a question of a contradiction, to those who wrote its sides. */
function AskSides(props: {
  busy: boolean;
  asked: boolean;
  onAskSides: () => void;
}): JSX.Element {
  return props.asked ? (
    <p className="cg-hint" role="status" data-testid="cg-asked-sides">
      {trans.__('Its authors are asked; the answer will stand in the Inbox.')}
    </p>
  ) : (
    <div className="cg-actions cg-mod-quiet">
      <Button
        label={trans.__('Ask its authors')}
        disabled={props.busy}
        title={trans.__(
          'Send the authors of both sides the question which of them holds'
        )}
        testId="cg-ask-sides"
        onClick={props.onAskSides}
      />
    </div>
  );
}

/** The statements that stand against each other, with what the rule read in them. */
function Sides(props: { item: ReviewItem }): JSX.Element {
  const { item } = props;
  return (
    <>
      <div className="cg-versions">
        {sidesOf(item).map(({ entry, revision }, at) => (
          <Side
            key={revision.id}
            entry={entry}
            revision={revision}
            quote={item.dispute?.quotes[at === 0 ? 0 : 1] ?? ''}
          />
        ))}
      </div>
      {item.dispute !== null && (
        <p className="cg-hint">
          {item.dispute.why}{' '}
          <span className="cg-when">{ruleSaid(item.dispute.rule)}</span>
        </p>
      )}
      <p className="cg-hint">
        {item.type === 'replacement'
          ? trans.__(
              'If you accept, the second goes out of force and the AI is shown the first only.'
            )
          : trans.__(
              'Until this is resolved the AI is shown every side, marked as in dispute, and takes none.'
            )}
      </p>
    </>
  );
}

function Side(props: { entry: Entry; revision: Revision; quote: string }): JSX.Element {
  const { revision, quote } = props;
  return (
    <section className="cg-version" role="group" aria-label={revision.title}>
      <strong>{revision.title}</strong>
      {quote !== '' ? (
        <q className="cg-quote">{quote}</q>
      ) : (
        <Prose text={revision.body} />
      )}
      <Credited entry={props.entry} revision={revision} />
    </section>
  );
}

function Actions(
  props: ItemActions & { item: ReviewItem; busy: boolean }
): JSX.Element {
  const { item, busy, onForm } = props;
  if (item.type === 'proposal') {
    return (
      <div className="cg-actions">
        <Button
          label={trans.__('Accept')}
          icon={checkIcon}
          look="accept"
          disabled={busy}
          testId="cg-review-accept"
          onClick={props.onAccept}
        />
        <OwnersEditButton
          disabled={busy}
          testId="cg-review-edit"
          onClick={props.onEdit}
        />
        <Button
          label={trans.__('Reject…')}
          icon={closeIcon}
          disabled={busy}
          testId="cg-review-reject"
          onClick={() => onForm('reject')}
        />
      </div>
    );
  }
  if (item.type === 'broken') {
    return (
      <div className="cg-actions">
        <OwnersEditButton
          disabled={busy}
          testId="cg-review-edit"
          onClick={props.onEdit}
        />
        <RetireButton
          disabled={busy}
          testId="cg-review-retire"
          onClick={props.onRetire}
        />
      </div>
    );
  }
  if (item.type === 'replacement') {
    return (
      <div className="cg-actions">
        <Button
          label={trans.__('Accept')}
          icon={checkIcon}
          look="accept"
          disabled={busy}
          testId="cg-review-replace"
          onClick={props.onReplace}
        />
        <Button
          label={trans.__('Keep both…')}
          disabled={busy}
          testId="cg-keep-both"
          onClick={() => onForm('dismiss')}
        />
      </div>
    );
  }
  return (
    <div className="cg-actions">
      <Button
        label={trans.__('Resolve…')}
        icon={checkIcon}
        look="accept"
        disabled={busy}
        testId="cg-resolve"
        onClick={() => onForm('resolve')}
      />
      {item.type === 'dispute' && (
        <Button
          label={trans.__('No contradiction…')}
          disabled={busy}
          testId="cg-dismiss"
          onClick={() => onForm('dismiss')}
        />
      )}
    </div>
  );
}

function Form(
  props: ItemActions & {
    item: ReviewItem;
    limits: Limits;
    busy: boolean;
    form: OpenForm;
  }
): JSX.Element {
  const onCancel = (): void => props.onForm(null);
  const { busy, resolveForm: ResolveForm } = props;
  const dismissing =
    props.item.type === 'replacement'
      ? trans.__('Keep both')
      : trans.__('No contradiction');
  switch (props.form) {
    case 'reject':
      return (
        <ReasonForm
          label={trans.__('Reject %1', titleOf(props.item))}
          question={trans.__('Why? Its author sees this.')}
          submit={trans.__('Reject')}
          testId="cg-reject-form"
          about={props.item.key}
          busy={busy}
          onSubmit={props.onReject}
          onCancel={onCancel}
        />
      );
    case 'dismiss':
      return (
        <ReasonForm
          label={dismissing}
          question={trans.__('Why do both hold?')}
          submit={dismissing}
          testId="cg-dismiss-form"
          about={props.item.key}
          busy={busy}
          onSubmit={props.onDismiss}
          onCancel={onCancel}
        />
      );
    case 'resolve':
      return (
        <ResolveForm
          about={props.item.key}
          sides={sidesOf(props.item).map(({ revision }) => revision)}
          between={props.item.type === 'dispute'}
          limits={props.limits}
          busy={busy}
          onSubmit={props.onResolve}
          onCancel={onCancel}
        />
      );
  }
}
