/** Who presents, to follow or leave them, and to present oneself where others are: in the panel's head. */

import { useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { ProblemNote } from '../../ui/states';
import type { MeetingModel } from './model';
import type { Presentation } from './requests';

export function MeetingBar(props: {
  meeting: MeetingModel;
  /** Whether somebody else is connected, too. */
  company: boolean;
  contribute: boolean;
}): JSX.Element | null {
  const { meeting } = props;
  const [problem, setProblem] = useState<Problem | null>(null);
  const act = (done: Promise<void>): void => {
    setProblem(null);
    done.catch((error: unknown) => setProblem(Problem.of(error)));
  };
  const { presenting, others } = meeting;
  const mayPresent = props.contribute && props.company && presenting === null;
  if (others.length === 0 && presenting === null && !mayPresent) {
    return null;
  }
  const goesOn = others.length > 0 || presenting !== null || problem !== null;
  return (
    <section
      className={`cg-meeting${goesOn ? ' cg-mod-row' : ''}`}
      aria-label={trans.__('Meeting')}
      data-testid="cg-meeting"
    >
      {others.map(one => (
        <Other key={one.by} one={one} meeting={meeting} />
      ))}
      {(presenting !== null || (mayPresent && others.length === 0)) && (
        <div className="cg-row">
          <span className={goesOn ? 'cg-meeting-said' : ''} role="status">
            {presenting !== null && trans.__('The others may follow you')}
          </span>
          <Button
            label={
              presenting === null ? trans.__('Present') : trans.__('Stop presenting')
            }
            title={trans.__(
              'Let the others follow you through the notebook, cell by cell; they are asked, and leave when they like'
            )}
            testId="cg-present"
            onClick={() => act(presenting === null ? meeting.present() : meeting.end())}
          />
        </div>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}

function Other(props: { one: Presentation; meeting: MeetingModel }): JSX.Element {
  const { one, meeting } = props;
  const name = useEnv().person(one.by).display_name;
  const follows = meeting.followed?.by === one.by;
  return (
    <div className="cg-row" data-testid="cg-presenter" data-username={one.by}>
      <span className="cg-meeting-said" title={one.path}>
        {follows ? trans.__('You follow %1', name) : trans.__('%1 presents', name)}
      </span>
      <Button
        label={follows ? trans.__('Leave') : trans.__('Follow')}
        title={
          follows
            ? trans.__('Stay where you are (Escape, or scroll yourself)')
            : trans.__('Go where %1 goes in %2', name, one.path)
        }
        testId="cg-follow"
        onClick={() => (follows ? meeting.leave() : meeting.follow(one.by))}
      />
    </div>
  );
}
