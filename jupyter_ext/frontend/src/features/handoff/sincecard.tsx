/** What a visit opens with: the five parts of a handoff, and a word on what one takes over. */

import { checkIcon } from '@jupyterlab/ui-components';
import { useId, useState } from 'react';
import type { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button, When } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { credited, exactTime } from '../../ui/format';
import { PLACES, sentence } from '../../ui/sentence';
import { PageButton } from '../../ui/pagebutton';
import { ProblemNote } from '../../ui/states';
import { linesOf, PARTS, summaryOf } from './handoff';
import type { Handoff, Line } from './wire';

/** Lines of a part that are shown at once. */
const FEW = 5;
/** What tells the rest in a terminal. */
const COMMAND = 'commonground handoff --since';

export interface SinceProps {
  handoff: Handoff;
  restated: string;
  sending: boolean;
  problem: Problem | null;
  /** Whether this member may say something to everybody. */
  mayRestate: boolean;
  /** Whether that entry can be shown. */
  has: (entry: string) => boolean;
  onOpen: (entry: string) => void;
  onRestate: (text: string) => void;
  onAcknowledge: () => void;
  /** Download today's handoff as a page. Throws a Problem. */
  onPage: () => Promise<void>;
}

export function SinceCard(props: SinceProps): JSX.Element {
  const { handoff } = props;
  const { now } = useEnv();
  const id = useId();
  const empty = linesOf(handoff).length === 0;
  return (
    <section className="cg-since" aria-labelledby={id} data-testid="cg-since">
      <div className="cg-row">
        <h3 id={id}>{trans.__('Since you left')}</h3>
        <When at={handoff.since} now={now} />
        <span className="cg-spring" />
        <span className="cg-muted" role="status" data-testid="cg-since-summary">
          {empty ? trans.__('Nothing happened') : summaryOf(handoff)}
        </span>
      </div>
      {!empty &&
        PARTS.map(({ name, title, empty: nothing }) => (
          <Part
            key={name}
            {...props}
            name={name}
            title={title}
            nothing={nothing}
            lines={handoff.parts[name]}
            left={handoff.left[name]}
          />
        ))}
      <Acknowledge {...props} empty={empty} />
    </section>
  );
}

function Part(
  props: SinceProps & {
    name: string;
    title: string;
    nothing: string;
    lines: readonly Line[];
    /** Lines that the server did not send. */
    left: number;
  }
): JSX.Element {
  const [all, setAll] = useState(false);
  const { lines } = props;
  const fresh = lines.filter(line => line.new);
  // What stands open as it did is behind a click, unless there is little of it.
  const first = lines.length <= FEW ? lines : fresh.slice(0, FEW);
  const shown = all ? lines : first;
  const more = lines.length - first.length;
  const id = useId();
  return (
    <section
      className="cg-since-part"
      aria-label={props.title}
      data-testid={`cg-since-${props.name}`}
    >
      <h4>{props.title}</h4>
      {lines.length === 0 ? (
        <p className="cg-hint">{props.nothing}</p>
      ) : (
        <ul id={id}>
          {shown.map((line, at) => (
            <LineItem
              key={line.sources[0]?.id ?? at}
              line={line}
              has={props.has}
              onOpen={props.onOpen}
            />
          ))}
        </ul>
      )}
      {more > 0 && (
        <button
          data-testid="cg-since-more"
          type="button"
          className="cg-more"
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? trans.__('Show less') : trans.__('Show %1 more', more)}
        </button>
      )}
      {props.left > 0 && (
        <p className="cg-hint" data-testid={`cg-since-left-${props.name}`}>
          {sentence(
            trans.__('%1 more are in %2.', ...PLACES),
            props.left,
            <code>{COMMAND}</code>
          )}
        </p>
      )}
    </section>
  );
}

function LineItem(props: {
  line: Line;
  has: (entry: string) => boolean;
  onOpen: (entry: string) => void;
}): JSX.Element {
  const { line } = props;
  const { person, now } = useEnv();
  const { about } = line;
  const said = line.phrase ?? line.text;
  const nameOf = (username: string): string => person(username).display_name;
  const names = line.by === '' ? [] : [nameOf(line.by)];
  const who = [...names, credited(line.editors, line.accepted_by, nameOf)]
    .filter(part => part !== '')
    .join(', ');
  return (
    <li data-testid="cg-since-line" data-about={about ?? ''}>
      <span className="cg-since-lead">{line.lead}: </span>
      {about !== null && props.has(about) ? (
        <button
          data-testid="cg-since-open"
          type="button"
          className="cg-since-open"
          title={sourcesOf(line, name => person(name).display_name)}
          onClick={() => props.onOpen(about)}
        >
          {said}
        </button>
      ) : (
        <span title={sourcesOf(line, name => person(name).display_name)}>{said}</span>
      )}
      {line.phrase === null && line.detail !== '' && (
        <span className="cg-muted"> {line.detail}</span>
      )}
      <span className="cg-since-by">
        {who !== '' && `${who}, `}
        {line.at > 0 && <When at={line.at} now={now} />}
      </span>
    </li>
  );
}

/** Each event that a line rests on: its id, who did what, when. */
function sourcesOf(line: Line, name: (username: string) => string): string {
  return line.sources
    .map(({ id, at, by, did }) =>
      at === 0 ? id : `${id}: ${name(by)}, ${did}, ${exactTime(at)}`
    )
    .join('\n');
}

function Acknowledge(props: SinceProps & { empty: boolean }): JSX.Element {
  const id = useId();
  return (
    <form
      className="cg-since-end"
      aria-label={trans.__('Acknowledge')}
      onSubmit={event => {
        event.preventDefault();
        props.onAcknowledge();
      }}
    >
      {props.mayRestate && !props.empty && (
        <div className="cg-field">
          <label htmlFor={id}>
            {trans.__('What you take over, in your own words (for everybody)')}
          </label>
          <textarea
            id={id}
            rows={2}
            maxLength={2000}
            data-testid="cg-since-restate"
            value={props.restated}
            onChange={event => props.onRestate(event.currentTarget.value)}
          />
        </div>
      )}
      {props.problem !== null && <ProblemNote problem={props.problem} />}
      <div className="cg-actions">
        <Button
          label={trans.__('Got it')}
          icon={checkIcon}
          look="accept"
          submit
          disabled={props.sending}
          testId="cg-since-done"
        />
        <PageButton
          label={trans.__('Today as a page')}
          testId="cg-since-page"
          onPage={props.onPage}
        />
      </div>
    </form>
  );
}
