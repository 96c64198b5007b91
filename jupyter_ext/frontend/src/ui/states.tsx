/** What a list shows when it has nothing to show, and the messages that stand above everything. */

import { refreshIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import {
  Component,
  createContext,
  useContext,
  useEffect,
  useRef,
  useState
} from 'react';
import type { Loadable } from '../api/problem';
import { Problem } from '../api/problem';
import { trans } from '../core/trans';
import { announce } from './announcer';
import { AskOwner } from './askowner';
import { Button } from './controls';

const ReachedContext = createContext(true);

/** Whether the server is reached now, for the problems that end with that. */
export const ReachedProvider = ReachedContext.Provider;

/** Whether a problem that may pass has passed: the server was away, and is there again. */
function usePassed(problem: Problem): boolean {
  const reached = useContext(ReachedContext);
  const before = useRef(reached);
  const [passed, setPassed] = useState<Problem | null>(null);
  useEffect(() => {
    if (reached && !before.current && problem.passing) {
      setPassed(problem);
    }
    before.current = reached;
  }, [reached, problem]);
  return passed === problem;
}

/** Message and remedy, where the person is looking, for as long as it is so. */
export function ProblemNote(props: {
  problem: Problem;
  retry?: () => void;
}): JSX.Element {
  if (usePassed(props.problem)) {
    return (
      <p className="cg-hint" role="status" data-testid="cg-problem-passed">
        {trans.__('Connected again. Try it once more.')}
      </p>
    );
  }
  return (
    <div className="cg-problem" role="alert" data-testid="cg-problem">
      <strong>{props.problem.message}</strong>
      {props.problem.remedy !== '' && (
        <span>
          <Coded text={props.problem.remedy} />
        </span>
      )}
      <AskOwner kept={props.problem.kept} />
      {props.retry !== undefined && (
        <Button
          label={trans.__('Try again')}
          icon={refreshIcon}
          onClick={props.retry}
        />
      )}
    </div>
  );
}

/** Text in which `back-quoted` parts are shown as code. */
export function Coded(props: { text: string }): JSX.Element {
  return (
    <>
      {props.text
        .split('`')
        .map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}
    </>
  );
}

export function Banner(props: {
  look: 'info' | 'warn' | 'error';
  testId?: string;
  children: ReactNode;
}): JSX.Element {
  return (
    <div
      className={`cg-banner cg-mod-${props.look}`}
      role={props.look === 'error' ? 'alert' : 'status'}
      data-testid={props.testId}
    >
      {props.children}
    </div>
  );
}

/** Words that are read aloud whenever they change. */
export function Said(props: { text: string; testId?: string }): JSX.Element {
  const { text } = props;
  useEffect(() => announce(text), [text]);
  return (
    <div className="cg-visually-hidden" aria-hidden="true" data-testid={props.testId}>
      {text}
    </div>
  );
}

export function Empty(props: { title: string; children?: ReactNode }): JSX.Element {
  return (
    <div className="cg-empty" data-testid="cg-empty">
      <strong>{props.title}</strong>
      {props.children !== undefined && <span>{props.children}</span>}
    </div>
  );
}

/** One of the three states of loading; `children` draws what is ready. */
export function Loaded<T>(props: {
  of: Loadable<T>;
  what: string;
  retry: () => void;
  children: (value: T) => ReactNode;
}): JSX.Element {
  switch (props.of.tag) {
    case 'pending':
      return (
        <div className="cg-loading" role="status" data-testid="cg-loading">
          <span className="cg-pulse" aria-hidden="true" />
          {trans.__('Loading %1…', props.what)}
        </div>
      );
    case 'error':
      return <ProblemNote problem={props.of.problem} retry={props.retry} />;
    case 'ready':
      return <>{props.children(props.of.value)}</>;
  }
}

/** Keeps a fault in one part of the panel from blanking the rest; what was typed is in the model. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override state = { broken: false };

  override render(): ReactNode {
    return this.state.broken ? (
      <ProblemNote
        problem={
          new Problem(
            trans.__('This part of the panel could not be drawn.'),
            trans.__('Your texts are kept. The browser’s console says more.')
          )
        }
        retry={() => this.setState({ broken: false })}
      />
    ) : (
      this.props.children
    );
  }
}
