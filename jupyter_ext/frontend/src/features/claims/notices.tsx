/** What this member is told of overlaps: who, where, why, theirs, and what to do about it. */

import { closeIcon } from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import { Avatar, Button, Toolbar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { Notice } from './model';
import { gradeWord, linesText, placesText, triedWord } from './words';

/** Hours of quiet. */
export const QUIET = 24;

export interface NoticeActions {
  /** Whether this member may write messages. */
  mayWrite: boolean;
  /** Each opens the form of a message, filled in. */
  onTalk: (notice: Notice) => void;
  onAsk: (notice: Notice) => void;
  onHandOver: (notice: Notice) => void;
  onSplit: (notice: Notice) => void;
  /** Throws a Problem. */
  onSnooze: (notice: Notice, hours: number) => Promise<void>;
}

export function OverlapNotices(props: {
  notices: readonly Notice[];
  actions: NoticeActions;
}): JSX.Element | null {
  return props.notices.length === 0 ? null : (
    <section
      className="cg-overlaps"
      aria-label={trans.__('Where your work meets others’')}
      data-testid="cg-overlap-notices"
      data-lm-suppress-shortcuts="true"
    >
      {props.notices.map(notice => (
        <OverlapNotice key={notice.other} notice={notice} actions={props.actions} />
      ))}
    </section>
  );
}

function OverlapNotice(props: { notice: Notice; actions: NoticeActions }): JSX.Element {
  const { notice, actions } = props;
  const { person } = useEnv();
  const { busy, problem, run } = useWork();
  const other = person(notice.other);
  const title = trans.__(
    'Your work meets that of %1: %2',
    other.display_name,
    placesText(notice)
  );
  return (
    <article
      className="cg-overlap"
      aria-label={title}
      data-testid="cg-overlap-notice"
      data-other={notice.other}
    >
      <p className="cg-overlap-head">
        <span aria-hidden="true">
          <Avatar person={other} />
        </span>
        <span>
          <strong>{other.display_name}</strong>
          {notice.branch !== '' && (
            <span className="cg-muted"> {trans.__('on %1', notice.branch)}</span>
          )}
          {notice.focus !== '' && <span className="cg-muted"> · {notice.focus}</span>}
        </span>
      </p>
      <ul className="cg-overlap-places">
        {notice.places.map(place => (
          <li
            key={place.overlap}
            data-grade={place.grade}
            data-testid="cg-overlap-place"
          >
            <code className="cg-overlap-path">{place.path}</code>{' '}
            <span className={`cg-overlap-why cg-mod-${place.grade}`}>
              {gradeWord(place.grade)}
            </span>
            {place.tried && (
              <span className="cg-overlap-tried" data-testid="cg-overlap-tried">
                {triedWord(place)}
              </span>
            )}
            <Sides place={place} name={other.display_name} />
            {place.why !== '' && <p className="cg-hint">{place.why}</p>}
            {place.diff !== '' && (
              <details>
                <summary>{trans.__('Their changes')}</summary>
                <pre className="cg-overlap-diff">{place.diff}</pre>
              </details>
            )}
          </li>
        ))}
      </ul>
      <Toolbar className="cg-actions cg-mod-quiet" label={title}>
        {actions.mayWrite && (
          <>
            <Button
              label={trans.__('Talk…')}
              title={trans.__('Write to %1 about it', other.display_name)}
              testId="cg-overlap-talk"
              onClick={() => actions.onTalk(notice)}
            />
            <Button
              label={trans.__('Ask…')}
              title={trans.__(
                'Make it a question that stays open until it is answered'
              )}
              testId="cg-overlap-ask"
              onClick={() => actions.onAsk(notice)}
            />
            <Button
              label={trans.__('Split…')}
              title={trans.__('Propose who takes which part')}
              testId="cg-overlap-split"
              onClick={() => actions.onSplit(notice)}
            />
            <Button
              label={trans.__('Hand over…')}
              title={trans.__('Hand your part to %1', other.display_name)}
              testId="cg-overlap-hand-over"
              onClick={() => actions.onHandOver(notice)}
            />
          </>
        )}
        <Button
          label={trans.__('Wait')}
          icon={closeIcon}
          disabled={busy}
          title={trans.__(
            'Let %1 go first: hear no more of it for a day',
            other.display_name
          )}
          testId="cg-overlap-snooze"
          onClick={() => run(actions.onSnooze(notice, QUIET))}
        />
      </Toolbar>
      {problem !== null && <ProblemNote problem={problem} />}
    </article>
  );
}

function Sides(props: {
  place: Notice['places'][number];
  name: string;
}): JSX.Element | null {
  const { yours, theirs } = props.place;
  const said = [
    ...(yours.length > 0 ? [trans.__('yours: lines %1', linesText(yours))] : []),
    ...(theirs.length > 0
      ? [trans.__('%1’s: lines %2', props.name, linesText(theirs))]
      : [])
  ];
  return said.length === 0 ? null : (
    <span className="cg-overlap-lines">{said.join(' · ')}</span>
  );
}
