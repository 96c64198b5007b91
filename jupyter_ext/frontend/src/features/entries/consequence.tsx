/** What the server says a text would do: asked for while its author rests, and how that is told. */

import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Clash } from '../../core/contradiction';
import { ruleSaid } from '../../core/contradiction';
import { trans } from '../../core/trans';
import { AskOwner } from '../../ui/askowner';
import { useEnv } from '../../ui/env';
import { PLACES, sentence } from '../../ui/sentence';
import { ProblemNote } from '../../ui/states';
import { gateSays, keptBack } from './consequences';
import type { Draft } from './drafts';
import { commandOf } from './drafts';
import type { Consequences } from './wire';

/** Milliseconds of rest after which the server is asked what the text would do. */
const REST = 400;

/** What is known about one text: the server's word, or why there is none. */
export type Known =
  | { readonly tag: 'ready'; readonly value: Consequences }
  | { readonly tag: 'error'; readonly problem: Problem };

/** Tells what is known of a draft; `known` is null until the server has spoken. */
export type Telling = (draft: Draft, known: Known | null) => ReactNode;

/** The server's word on the text as it is now, once its author rests; null where nobody asks. */
export function useConsequences(
  draft: Draft,
  ask: ((command: Command) => Promise<Consequences>) | null
): Known | null {
  const [known, setKnown] = useState<{ of: string; said: Known } | null>(null);
  const command = JSON.stringify(commandOf(draft));
  const idle = ask === null || draft.title.trim() === '';
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    if (idle) {
      return;
    }
    let current = true;
    const tell = (said: Known): void => {
      if (current) {
        setKnown({ of: command, said });
      }
    };
    const timer = window.setTimeout(() => {
      asking.current?.(JSON.parse(command) as Command).then(
        value => tell({ tag: 'ready', value }),
        (error: unknown) => tell({ tag: 'error', problem: Problem.of(error) })
      );
    }, REST);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [command, idle]);
  return !idle && known?.of === command ? known.said : null;
}

/** Only what its author should know before sending; silent where all is well. */
export function Warnings(props: { known: Known | null }): JSX.Element {
  const { known } = props;
  const found = known?.tag === 'ready' ? known.value : null;
  return (
    <div aria-live="polite" data-testid="cg-warnings">
      {found !== null && found.outcome !== 'pass' && <Gate of={found} />}
      {found !== null && <Clashes of={found} />}
    </div>
  );
}

/** Everything: the gate, the readers, the owner's part, and what it would contradict. */
export function Consequence(props: { known: Known | null }): JSX.Element {
  const { known } = props;
  const { person } = useEnv();
  if (known === null) {
    return <p className="cg-hint">{trans.__('Asking the server who would see it…')}</p>;
  }
  if (known.tag === 'error') {
    return <ProblemNote problem={known.problem} />;
  }
  const found = known.value;
  const names = found.readers.map(username => person(username).display_name);
  return (
    <>
      <Gate of={found} />
      {found.outcome === 'quarantine' && <AskOwner kept={keptBack(found.findings)} />}
      <p className="cg-hint" data-testid="cg-share-readers">
        {readersSaid(found.area, names)}{' '}
        {trans.__('Everyone in the team can look it up.')}
      </p>
      {found.status === 'proposed' && (
        <p className="cg-hint">
          {trans.__('It counts once the context owner has accepted it.')}
        </p>
      )}
      <Clashes of={found} />
    </>
  );
}

/** In whose view and prompts it would be. */
function readersSaid(area: string | null, names: readonly string[]): string {
  const who = names.join(', ');
  if (area === null) {
    return who === ''
      ? trans.__('In everyone’s view and prompts.')
      : trans.__('In everyone’s view and prompts: %1.', who);
  }
  return who === ''
    ? trans.__('In the view and prompts of those who follow %1.', area)
    : trans.__('In the view and prompts of those who follow %1: %2.', area, who);
}

function Gate(props: { of: Consequences }): JSX.Element {
  return (
    <p
      className={`cg-hint${props.of.outcome === 'pass' ? '' : ' cg-mod-warn'}`}
      data-testid="cg-gate"
    >
      {gateSays(props.of)}
    </p>
  );
}

function Clashes(props: { of: Consequences }): JSX.Element {
  return (
    <>
      {props.of.clashes.map((clash, at) => (
        <Contradiction key={at} of={clash} would testId="cg-would-contradict" />
      ))}
    </>
  );
}

/** One contradiction or hint: with what, both quotes, and the rule that found it. */
export function Contradiction(props: {
  of: Clash;
  /** Whether it is not shared yet. */
  would: boolean;
  testId: string;
}): JSX.Element {
  const { title, rule, why, own, other, sure } = props.of;
  return (
    <div
      className={`cg-hint ${sure ? 'cg-mod-bad' : 'cg-mod-warn'}`}
      data-testid={props.testId}
    >
      <p>{sentence(saidOf(sure, props.would), <strong>{title}</strong>)}</p>
      {(own !== '' || other !== '') && (
        <p>
          {sentence(
            trans.__('%1 against %2', ...PLACES),
            <q className="cg-quote">{own}</q>,
            <q className="cg-quote">{other}</q>
          )}
        </p>
      )}
      <p>
        {why} <span className="cg-when">{ruleSaid(rule)}</span>
      </p>
    </div>
  );
}

function saidOf(sure: boolean, would: boolean): string {
  if (!sure) {
    return trans.__('may contradict: %1', ...PLACES);
  }
  return would
    ? trans.__('would contradict: %1', ...PLACES)
    : trans.__('contradicts: %1', ...PLACES);
}
