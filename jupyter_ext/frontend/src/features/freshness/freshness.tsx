/** In an entry's card: the code that it speaks of, whether that still holds, and why not. */

import { checkIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import type { AnchorView, EntryFreshnessView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';

interface Moved {
  readonly old: string;
  readonly now: string;
}

export interface CodeActions {
  /** Whether this member may tie it to another place. */
  readonly mayTie: boolean;
  /** Open a file, at a line if one is given. Throws a Problem. */
  readonly onOpen: (path: string, line: number | null) => Promise<void>;
  /** Whether this member may say that it holds though its code is gone. */
  readonly judge: boolean;
  /** Throws a Problem. `gone`: also where its code is gone. */
  readonly onHolds: (entry: string, gone: boolean) => Promise<void>;
  /** Throws a Problem. */
  readonly onReanchor: (entry: string, old: string, now: string) => Promise<void>;
}

export function CodeFreshness(
  props: CodeActions & { of: EntryFreshnessView }
): JSX.Element {
  const { of: found, mayTie, judge, onOpen, onReanchor, onHolds } = props;
  const { busy, problem, run } = useWork();
  const [moved, setMoved] = useState<Moved | null>(null);
  const went = found.anchors.find(({ new_path }) => new_path !== null);
  const gone = found.state === 'broken';
  const doubted = mayTie && (found.state === 'touched' || (gone && judge));
  const tie = async (old: string, now: string, undone: boolean): Promise<void> => {
    await onReanchor(found.entry, old, now);
    setMoved(undone ? null : { old, now });
  };
  return (
    <div className="cg-code" data-testid="cg-code" data-state={found.state}>
      <p className="cg-foot">
        <StateBadge of={found} />
        {found.anchors.map(anchor => (
          <Place
            key={`${anchor.path}:${anchor.symbol}`}
            of={anchor}
            busy={busy}
            onOpen={(path, line) => run(onOpen(path, line))}
          />
        ))}
      </p>
      {mayTie && went?.new_path != null && (
        <Button
          label={trans.__('Tie it to %1', went.new_path)}
          title={trans.__(
            'The file was renamed: say that the entry speaks of it there'
          )}
          disabled={busy}
          testId="cg-reanchor"
          onClick={() => run(tie(went.path, went.new_path ?? '', false))}
        />
      )}
      {doubted && (
        <Button
          label={trans.__('Still holds')}
          icon={checkIcon}
          title={
            gone
              ? trans.__(
                  'You looked at it: it holds. It is tied to what is there now, and no longer to what is gone.'
                )
              : trans.__(
                  'You looked at it: it holds. It is tied to its code as it is now.'
                )
          }
          disabled={busy}
          testId="cg-still-holds"
          onClick={() => run(onHolds(found.entry, gone))}
        />
      )}
      {mayTie && moved !== null && went == null && (
        <Button
          label={trans.__('Undo: tie it to %1 again', moved.old)}
          disabled={busy}
          testId="cg-reanchor-undo"
          onClick={() => run(tie(moved.now, moved.old, true))}
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

/** Nothing where all is as it was. The cause stands in words for those who can't point at it. */
function StateBadge(props: { of: EntryFreshnessView }): JSX.Element | null {
  const { state, cause } = props.of;
  if (state !== 'broken' && state !== 'touched') {
    return null;
  }
  const label =
    state === 'broken' ? trans.__('code is gone') : trans.__('code changed');
  return (
    <Badge look={state === 'broken' ? 'bad' : 'proposed'} title={cause}>
      {label}
      <span className="cg-visually-hidden">: {cause}</span>
    </Badge>
  );
}

function Place(props: {
  of: AnchorView;
  busy: boolean;
  onOpen: (path: string, line: number | null) => void;
}): JSX.Element {
  const { path, symbol, open, line, state } = props.of;
  const name = symbol === '' ? path : `${path}:${symbol}`;
  return open === null || state === 'broken' ? (
    <code className="cg-place">{name}</code>
  ) : (
    <Button
      label={name}
      title={trans.__('Open it')}
      disabled={props.busy}
      testId="cg-anchor"
      onClick={() => props.onOpen(open, line)}
    />
  );
}
