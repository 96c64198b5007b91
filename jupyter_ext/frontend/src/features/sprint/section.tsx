/** The sprint above the entries: it is context, too. And where notes are written that stay hidden. */

import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import { useRef, useState } from 'react';
import type { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Member } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { useDraft } from '../../ui/draft';
import { PageButton } from '../../ui/pagebutton';
import { ProblemNote } from '../../ui/states';
import { SprintLines } from './lines';
import { PokerRound } from './poker';
import { DONE, work } from './sprint';
import type { Sprint } from './wire';

export interface SprintSectionProps {
  sprint: Sprint;
  user: Member | null;
  contribute: boolean;
  problem: Problem | null;
  onNote: (what: 'well' | 'badly', text: string) => Promise<boolean>;
  onReveal: () => Promise<boolean>;
  /** Download the sprint as a page. Throws a Problem. */
  onPage: () => Promise<void>;
  onSay: (command: Command, done?: string) => Promise<boolean>;
  /** Whether it begins folded, as below what was searched for. */
  folded?: boolean;
}

export function SprintSection(props: SprintSectionProps): JSX.Element {
  const { sprint } = props;
  const { person } = useEnv();
  const head = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(props.folded !== true);
  const Caret = open ? caretDownIcon : caretRightIcon;
  const tasks = work(sprint);
  const done = tasks.filter(({ column }) => column === DONE).length;
  return (
    <section
      className="cg-group cg-sprint"
      aria-label={trans.__('Sprint')}
      data-testid="cg-sprint"
    >
      <h3>
        <button
          data-testid="cg-sprint-toggle"
          ref={head}
          type="button"
          className="cg-group-head"
          aria-expanded={open}
          aria-controls="cg-sprint-body"
          onClick={() => setOpen(!open)}
        >
          <Caret.react tag="span" className="cg-icon" />
          <span>{trans.__('Sprint')}</span>
          <span className="cg-count">
            {trans.__('%1 of %2 done', done, tasks.length)}
          </span>
        </button>
      </h3>
      <div id="cg-sprint-body" className="cg-sprint-body" hidden={!open}>
        <p className="cg-sprint-goal">
          {sprint.goal}
          {sprint.end !== null && (
            <span className="cg-muted"> {trans.__('until %1', sprint.end)}</span>
          )}
        </p>
        {sprint.poker.map(round => (
          <PokerRound
            key={round.id}
            sprint={sprint}
            round={round}
            user={props.user}
            mayEstimate={props.contribute && !sprint.ended}
            person={person}
            onSay={props.onSay}
            onEnd={() => head.current?.focus()}
          />
        ))}
        <SprintLines sprint={sprint} user={props.user} />
        <PageButton
          label={trans.__('Sprint as a page')}
          testId="cg-sprint-page"
          onPage={props.onPage}
        />
        {props.contribute && <Notes {...props} />}
      </div>
    </section>
  );
}

/** How many have noted something, and who shows it. */
function Noted(props: { sprint: Sprint }): JSX.Element {
  const { person } = useEnv();
  const { by, noted, invited, mayReveal } = props.sprint;
  return (
    <p className="cg-hint" data-testid="cg-sprint-noted">
      {trans.__('%1 of %2 have noted something.', noted.length, invited)}{' '}
      {!mayReveal &&
        trans.__('%1 or the context owner reveals it.', person(by).display_name)}
    </p>
  );
}

const ASKED = {
  get well() {
    return trans.__('What went well?');
  },
  get badly() {
    return trans.__('What went badly?');
  }
};

function Notes(props: SprintSectionProps): JSX.Element {
  const [what, setWhat] = useState<'well' | 'badly'>('well');
  const draft = useDraft<string>('sprint note', '');
  const text = draft.value;
  const [noted, setNoted] = useState(0);
  const { revealed, mayReveal } = props.sprint;
  const send = async (): Promise<void> => {
    if (text.trim() !== '' && (await props.onNote(what, text.trim()))) {
      draft.forget();
      setNoted(count => count + 1);
    }
  };
  return (
    <details className="cg-sprint-notes" data-testid="cg-sprint-notes">
      <summary>{trans.__('Looking back')}</summary>
      <form
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <span className="cg-select">
          <select
            aria-label={trans.__('What kind of note')}
            data-testid="cg-sprint-what"
            value={what}
            onChange={event =>
              setWhat(event.currentTarget.value === 'badly' ? 'badly' : 'well')
            }
          >
            <option value="well">{ASKED.well}</option>
            <option value="badly">{ASKED.badly}</option>
          </select>
        </span>
        <textarea
          className="cg-textarea"
          rows={2}
          maxLength={2000}
          aria-label={ASKED[what]}
          data-testid="cg-sprint-text"
          value={text}
          onChange={event => draft.set(event.currentTarget.value)}
        />
        <span className="cg-row">
          <Button
            label={
              revealed ? trans.__('Note it for everyone') : trans.__('Note it, hidden')
            }
            look="accept"
            submit
            disabled={text.trim() === ''}
            testId="cg-sprint-note"
          />
          {!revealed && mayReveal && (
            <Button
              label={trans.__('Reveal everybody’s')}
              testId="cg-sprint-reveal"
              onClick={() => void props.onReveal()}
            />
          )}
        </span>
        <p className="cg-hint" role="status">
          {revealed
            ? trans.__('Notes are open now; %cg sprint review shows them.')
            : noted > 0
              ? trans.__('%1 noted: yours alone until everybody’s are revealed.', noted)
              : trans.__('Nobody sees a note until everybody’s are revealed.')}
        </p>
        {!revealed && <Noted sprint={props.sprint} />}
      </form>
      {props.problem !== null && <ProblemNote problem={props.problem} />}
    </details>
  );
}
