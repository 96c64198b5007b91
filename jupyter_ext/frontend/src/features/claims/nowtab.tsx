/** Now: what this member is told, who works on what as a map and as a list, and what to begin with. */

import { useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button, Byline, HeldSelect } from '../../ui/controls';
import { Line } from '../../ui/fields';
import { Form } from '../../ui/forms';
import { Empty, Loaded, ProblemNote } from '../../ui/states';
import { useRoving } from '../../ui/useroving';
import { useWished } from '../../ui/wished';
import { useWork } from '../../ui/work';
import { useEnv } from '../../ui/env';
import { exactTime } from '../../ui/format';
import { WorkMapView } from './map';
import type { Claim, Work } from './model';
import type { NoticeActions } from './notices';
import { OverlapNotices } from './notices';
import { gradeWord, linesText, triedWord } from './words';

/** What makes a clone's work known. */
export const WATCH = 'commonground work --watch';
/** Files of a claim that are shown at once. */
const FEW = 5;

type Choice = Pick<Work, 'contents' | 'guard'>;

export interface NowProps {
  work: Loadable<Work>;
  you: string;
  contribute: boolean;
  notices: NoticeActions;
  /** Each throws a Problem. */
  onFocus: (text: string) => Promise<void>;
  onRelease: (lease: string) => Promise<void>;
  onChoose: (choice: Choice) => Promise<void>;
  onRetry: () => void;
}

/** The same once it is known who works on what. */
type Known = Omit<NowProps, 'work'> & { work: Work };

export function NowTab(props: NowProps): JSX.Element {
  return (
    <Loaded of={props.work} what={trans.__('who works on what')} retry={props.onRetry}>
      {work => (
        <>
          <OverlapNotices notices={work.notices} actions={props.notices} />
          {props.contribute && (
            <FocusForm
              key={ownFocus(work, props.you)}
              now={ownFocus(work, props.you)}
              onFocus={props.onFocus}
            />
          )}
          {nobody(work) ? (
            <Begin />
          ) : (
            <>
              <WorkMapView work={work} />
              <PeopleList {...props} work={work} />
              <Meetings work={work} />
            </>
          )}
          {props.contribute && (
            <OwnChoices {...props} work={work} begun={!nobody(work)} />
          )}
        </>
      )}
    </Loaded>
  );
}

function nobody({ claims, focus, leases }: Work): boolean {
  return claims.length + focus.length + leases.length === 0;
}

function ownFocus({ focus }: Work, you: string): string {
  return focus.find(({ by }) => by === you)?.text ?? '';
}

/** What to begin with where nobody's work is known. */
function Begin(): JSX.Element {
  return (
    <Empty title={trans.__('Nobody’s work is seen yet')}>
      {trans.__(
        'Run this in your clone: your team sees which files and lines you change, and both are told where your work meets.'
      )}
      <CopyLine />
    </Empty>
  );
}

function CopyLine(): JSX.Element {
  const [copied, setCopied] = useState(false);
  return (
    <span className="cg-row cg-copy-line">
      <code>{WATCH}</code>
      <Button
        label={copied ? trans.__('Copied') : trans.__('Copy')}
        title={trans.__('Copy the command')}
        testId="cg-copy-watch"
        onClick={() => {
          void navigator.clipboard.writeText(WATCH).then(
            () => setCopied(true),
            () => undefined // the browser lets no page write there: it can be marked by hand
          );
        }}
      />
    </span>
  );
}

function FocusForm(props: {
  now: string;
  onFocus: (text: string) => Promise<void>;
}): JSX.Element {
  const [text, setText] = useState(props.now);
  const { busy, problem, run } = useWork();
  return (
    <Form
      label={trans.__('What you are at')}
      testId="cg-focus-form"
      submit={trans.__('Say it')}
      submitId="cg-focus-send"
      ready={text.trim() !== props.now}
      busy={busy}
      onSubmit={() => run(props.onFocus(text.trim()))}
    >
      <Line
        label={trans.__('What are you at?')}
        note={trans.__('your team sees it until tonight')}
        value={text}
        testId="cg-focus-text"
        onChange={setText}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </Form>
  );
}

function PeopleList(props: Known): JSX.Element {
  const { work } = props;
  const list = useRef<HTMLUListElement>(null);
  useRoving(list, '[data-testid="cg-at-work"]', 'rows');
  const names = [
    ...new Set([
      ...work.claims.map(({ by }) => by),
      ...work.focus.map(({ by }) => by),
      ...work.leases.map(({ by }) => by)
    ])
  ].sort();
  return (
    <ul
      ref={list}
      className="cg-work-list"
      aria-label={trans.__('Who works on what')}
      data-lm-suppress-shortcuts="true"
    >
      {names.map(name => (
        <li
          key={name}
          className="cg-at-work"
          data-testid="cg-at-work"
          data-person={name}
          tabIndex={-1}
        >
          <PersonAtWork {...props} name={name} />
        </li>
      ))}
    </ul>
  );
}

function PersonAtWork(props: Known & { name: string }): JSX.Element {
  const { work, name, you } = props;
  const { person } = useEnv();
  const claims = work.claims.filter(({ by }) => by === name);
  const focus = work.focus.find(({ by }) => by === name);
  const leases = work.leases.filter(({ by }) => by === name);
  const at = Math.max(
    0,
    ...claims.map(one => one.at),
    focus?.at ?? 0,
    ...leases.map(l => l.at)
  );
  return (
    <>
      <Byline username={name} at={at} />
      {focus !== undefined && <p className="cg-work-focus">{focus.text}</p>}
      {claims.map(claim => (
        <ClaimedFiles key={claim.id} claim={claim} />
      ))}
      {leases.map(lease => (
        <p key={lease.id} className="cg-work-lease" data-testid="cg-lease">
          {trans.__('Asks to leave alone until %1:', exactTime(lease.until))}{' '}
          <code>{lease.paths.join(', ')}</code> {lease.why}
          {name === you && <Release lease={lease.id} onRelease={props.onRelease} />}
        </p>
      ))}
      {claims.length + leases.length === 0 && focus === undefined && (
        <p className="cg-hint">{person(name).display_name}</p>
      )}
    </>
  );
}

function Release(props: {
  lease: string;
  onRelease: (lease: string) => Promise<void>;
}): JSX.Element {
  const { busy, problem, run } = useWork();
  return (
    <>
      <Button
        label={trans.__('Give back')}
        disabled={busy}
        testId="cg-release"
        onClick={() => run(props.onRelease(props.lease))}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}

function ClaimedFiles(props: { claim: Claim }): JSX.Element {
  const { claim } = props;
  const [all, setAll] = useState(false);
  const files = all ? claim.files : claim.files.slice(0, FEW);
  const more = claim.files.length - FEW;
  return (
    <>
      <p className="cg-muted cg-work-branch">
        {placeOf(claim)}
        {claim.branch !== '' && (
          <>
            {' '}
            <code>{claim.branch}</code>
          </>
        )}
      </p>
      <ul className="cg-work-changed">
        {files.map(file => (
          <li key={file.path}>
            <code>{file.path}</code>{' '}
            <span className="cg-muted">
              {file.cells.length > 0
                ? trans._n('%1 cell', '%1 cells', file.cells.length)
                : file.lines.length > 0
                  ? trans.__('lines %1', linesText(file.lines))
                  : ''}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          className="cg-more"
          aria-expanded={all}
          data-testid="cg-work-more"
          onClick={() => setAll(!all)}
        >
          {all
            ? trans.__('Show less')
            : trans._n('%1 more file', '%1 more files', more + claim.more)}
        </button>
      )}
    </>
  );
}

function placeOf({ source }: Claim): string {
  switch (source) {
    case 'notebook':
      return trans.__('In the shared notebook');
    case 'tree':
      return trans.__('In the server’s folder');
    case 'api':
      return trans.__('With a tool');
    default:
      return trans.__('In a clone');
  }
}

/** Where work meets, of everybody, in words. */
function Meetings(props: { work: Work }): JSX.Element | null {
  const { person } = useEnv();
  const { overlaps } = props.work;
  return overlaps.length === 0 ? null : (
    <section className="cg-group" aria-label={trans.__('Where it meets')}>
      <h3>
        {trans.__('Where it meets')} <span className="cg-count">{overlaps.length}</span>
      </h3>
      <ul className="cg-work-changed">
        {overlaps.map(one => (
          <li key={one.id} data-testid="cg-work-meets" data-grade={one.grade}>
            <code>{one.path}</code>{' '}
            {trans.__(
              '%1 and %2',
              person(one.pair[0]).display_name,
              person(one.pair[1]).display_name
            )}
            <span className="cg-muted">
              {' '}
              · {gradeWord(one.grade)}
              {one.tried && ` · ${triedWord(one)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What others see of one's own changes, and what the hook does. */
function OwnChoices(props: Known & { begun: boolean }): JSX.Element {
  const { busy, problem, run } = useWork();
  // What was chosen shows at once, and again what holds where that failed.
  const [wished, wish] = useWished(props.onChoose);
  const { contents, guard } = wished ?? props.work;
  const choose = (choice: Choice): void => run(wish(choice));
  return (
    <details className="cg-work-own" data-testid="cg-work-own">
      <summary>{trans.__('Your clone')}</summary>
      {props.begun && <CopyLine />}
      <label className="cg-choice">
        <input
          type="checkbox"
          checked={contents}
          data-testid="cg-work-contents"
          onChange={event => choose({ contents: event.currentTarget.checked, guard })}
        />
        {trans.__('Who meets my work may see the changed lines')}
      </label>
      <label className="cg-choice">
        {trans.__('Before a commit that meets others’ work')}
        <HeldSelect
          value={guard}
          disabled={busy}
          data-testid="cg-work-guard"
          onChange={event =>
            choose({
              contents,
              guard: event.currentTarget.value === 'refuse' ? 'refuse' : 'warn'
            })
          }
        >
          <option value="warn">{trans.__('warn me')}</option>
          <option value="refuse">{trans.__('refuse it')}</option>
        </HeldSelect>
      </label>
      {problem !== null && <ProblemNote problem={problem} />}
    </details>
  );
}
