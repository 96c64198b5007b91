/**
 * What the AI asked of tools for one answer: each call is a card, folded, with what was asked and what
 * came. What waits for a person's word stands open, with the buttons that give it.
 */

import { checkIcon, closeIcon, stopIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import { Problem } from '../../api/problem';
import { CONSTANTS } from '../../api/wire/constants';
import type { Turn } from '../../api/wire/turn';
import type { CallView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Badge, Button, Toolbar } from '../../ui/controls';
import { duration, exactTime } from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { calledWith, fieldsOf, nameOfField, nameOfTool } from './tools';
import type { Decision } from './wire';

/** The tool whose proposals are code to run. */
const SANDBOX = 'run_in_sandbox';

export interface CallActions {
  /** Throws a Problem. */
  onDecide: (turn: string, call: string, decision: Decision) => Promise<void>;
  mayDecline: (turn: Turn) => boolean;
  /** Ask before the tool acts for this member again. Throws a Problem. */
  onAskFirst: (tool: string) => Promise<void>;
  nameOf: (username: string) => string;
  readonly you: string;
  readonly contribute: boolean;
}

export function Calls(props: {
  turn: Turn;
  /** Those of its calls that stand here. */
  calls: readonly CallView[];
  actions: CallActions;
}): JSX.Element | null {
  const { calls } = props;
  return calls.length === 0 ? null : (
    <ul
      className="cg-calls"
      aria-label={trans.__('What the AI looked up or proposes')}
      data-testid="cg-calls"
      data-lm-suppress-shortcuts="true"
    >
      {calls.map(call => (
        <li key={call.id} data-testid="cg-call" data-status={call.status}>
          <Call call={call} turn={props.turn} actions={props.actions} />
        </li>
      ))}
    </ul>
  );
}

function Call(props: {
  call: CallView;
  turn: Turn;
  actions: CallActions;
}): JSX.Element {
  const { call, turn, actions } = props;
  return (
    <>
      <details className="cg-call">
        <summary data-testid="cg-call-summary">
          <span className="cg-call-name">{nameOfTool(call.tool)}</span>{' '}
          <span className="cg-muted">{calledWith(call)}</span> <State call={call} />
        </summary>
        <dl>
          <dt>{trans.__('Asked for')}</dt>
          <dd>
            <Fields call={call} />
          </dd>
          <dt>{trans.__('Came')}</dt>
          <dd>
            <pre tabIndex={0} data-testid="cg-call-result">
              {call.result === '' ? trans.__('Nothing yet') : call.result}
            </pre>
          </dd>
          <dt>{trans.__('Time')}</dt>
          <dd>
            {exactTime(call.at)}
            {call.seconds !== null && `, ${duration(call.seconds)}`}
          </dd>
        </dl>
      </details>
      {call.status === 'proposed' && (
        <div className="cg-proposal" data-testid="cg-call-proposal">
          <p>
            <Badge look="proposed">{trans.__('The AI proposes this')}</Badge>{' '}
            <span className="cg-muted">
              {trans.__('Nothing is done before a person allows it.')}
            </span>
          </p>
          <Fields call={call} />
          {call.tool === SANDBOX && <SandboxLimits />}
          {actions.contribute && <Verdict call={call} turn={turn} actions={actions} />}
        </div>
      )}
      {call.status === 'running' && call.by !== null && actions.contribute && (
        <StopRun call={call} turn={turn} onDecide={actions.onDecide} />
      )}
      {call.by !== null && (
        <p className="cg-muted cg-call-by" data-testid="cg-call-by">
          {decidedBy(call, actions.nameOf(call.by))}
        </p>
      )}
      {actedByItself(call) && call.by === actions.you && (
        <AskFirst tool={call.tool} onAskFirst={actions.onAskFirst} />
      )}
    </>
  );
}

/** What was asked for, field by field. */
function Fields(props: { call: CallView }): JSX.Element {
  const fields = fieldsOf(props.call.input);
  return fields.length === 0 ? (
    <p className="cg-muted">{trans.__('Nothing in particular')}</p>
  ) : (
    <dl className="cg-call-fields">
      {fields.map(({ name, value }) => (
        <div key={name}>
          <dt>{nameOfField(name)}</dt>
          <dd className="cg-said">
            {name === 'code' ? <pre tabIndex={0}>{value}</pre> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Verdict(props: {
  call: CallView;
  turn: Turn;
  actions: CallActions;
}): JSX.Element {
  const { call, turn, actions } = props;
  const { busy, problem, run } = useWork();
  const decide = (decision: Decision): void => {
    run(actions.onDecide(turn.id, call.id, decision));
  };
  return (
    <>
      <Toolbar label={trans.__('Decide: %1', nameOfTool(call.tool))}>
        <Button
          label={trans.__('Allow')}
          icon={checkIcon}
          look="accept"
          title={trans.__('It is done now, once, in your name')}
          disabled={busy}
          testId="cg-call-allow"
          onClick={() => decide({ verdict: 'allow' })}
        />
        {call.offers.includes('thread') && (
          <Button
            label={trans.__('Allow in this thread')}
            title={trans.__(
              'It is done now, and when you ask in this thread the AI may do so by itself'
            )}
            disabled={busy}
            testId="cg-call-allow-thread"
            onClick={() => decide({ verdict: 'allow', standing: 'thread' })}
          />
        )}
        {call.offers.includes('always') && (
          <Button
            label={trans.__('Always allow')}
            title={trans.__(
              'It is done now, and whenever you ask the AI may do so by itself'
            )}
            disabled={busy}
            testId="cg-call-allow-always"
            onClick={() => decide({ verdict: 'allow', standing: 'always' })}
          />
        )}
        {actions.mayDecline(turn) && (
          <Button
            label={trans.__('Decline')}
            icon={closeIcon}
            disabled={busy}
            testId="cg-call-decline"
            onClick={() => decide({ verdict: 'decline' })}
          />
        )}
      </Toolbar>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}

/** What code in the sandbox may use at most. */
function SandboxLimits(): JSX.Element {
  const { seconds, memory, output } = CONSTANTS.sandbox;
  return (
    <p className="cg-hint" data-testid="cg-call-limits">
      {trans.__(
        'It runs apart: no network, no file but copies of those named, %1 s, %2 MB of memory, %3 MB of output.',
        seconds,
        Math.round(memory / 1_048_576),
        Math.round(output / 1_048_576)
      )}
    </p>
  );
}

/** End what runs since somebody allowed it. */
function StopRun(props: {
  call: CallView;
  turn: Turn;
  onDecide: CallActions['onDecide'];
}): JSX.Element {
  const { busy, problem, run } = useWork();
  const stop = (): void => {
    run(props.onDecide(props.turn.id, props.call.id, { verdict: 'stop' }));
  };
  return (
    <>
      <Button
        label={trans.__('Stop')}
        icon={stopIcon}
        look="warn"
        disabled={busy}
        testId="cg-call-stop"
        onClick={stop}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}

/** Take back what lets a tool act by itself. */
function AskFirst(props: {
  tool: string;
  onAskFirst: CallActions['onAskFirst'];
}): JSX.Element {
  const [state, setState] = useState<'on' | 'busy' | 'off'>('on');
  const [problem, setProblem] = useState<Problem | null>(null);
  const takeBack = async (): Promise<void> => {
    setState('busy');
    setProblem(null);
    try {
      await props.onAskFirst(props.tool);
      setState('off');
    } catch (error) {
      setProblem(Problem.of(error));
      setState('on');
    }
  };
  return (
    <>
      <Button
        label={
          state === 'off'
            ? trans.__('You will be asked again')
            : trans.__('Ask me first from now on')
        }
        disabled={state !== 'on'}
        testId="cg-call-ask-first"
        onClick={() => void takeBack()}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}

function State(props: { call: CallView }): JSX.Element | null {
  switch (props.call.status) {
    case 'running':
      return <Badge look="live">{trans.__('at work…')}</Badge>;
    case 'failed':
      return <Badge look="bad">{trans.__('failed')}</Badge>;
    case 'stopped':
      return <Badge look="bad">{trans.__('stopped')}</Badge>;
    case 'declined':
      return <Badge look="ended">{trans.__('declined')}</Badge>;
    case 'proposed':
      return <Badge look="proposed">{trans.__('waits for a person')}</Badge>;
    case 'done':
      return null;
  }
}

function actedByItself(call: CallView): boolean {
  return call.allowed === 'thread' || call.allowed === 'always';
}

/** Who decided, and how. */
function decidedBy(call: CallView, name: string): string {
  if (call.status === 'declined') {
    return trans.__('Declined by %1', name);
  }
  switch (call.allowed) {
    case 'thread':
      return trans.__('Done for %1, who lets this tool act in this thread', name);
    case 'always':
      return trans.__('Done for %1, who lets this tool always act', name);
    default:
      return trans.__('Allowed by %1', name);
  }
}
