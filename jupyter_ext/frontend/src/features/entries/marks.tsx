/** The buttons that pin an entry for everybody or mute it for oneself, and the signs that say so. */

import type { Mark } from '../../core/marks';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';

/** How an entry is marked, and what this member may change of that. */
export interface Marks {
  readonly pinned: boolean;
  readonly muted: boolean;
  readonly mayPin: boolean;
  /** Throws a Problem. */
  readonly onMark: (mark: Mark, on: boolean) => Promise<void>;
}

export function MarkBadges(props: { marks: Marks }): JSX.Element {
  const { pinned, muted } = props.marks;
  return (
    <>
      {pinned && (
        <Badge look="plain" title={trans.__('Shown with every question, to everybody')}>
          {trans.__('pinned')}
        </Badge>
      )}
      {muted && (
        <Badge look="ended" title={trans.__('Never shown with your own questions')}>
          {trans.__('muted by you')}
        </Badge>
      )}
    </>
  );
}

export function MarkButtons(props: {
  marks: Marks;
  busy: boolean;
  run: (work: Promise<void>) => void;
}): JSX.Element {
  const { marks, busy, run } = props;
  const { pinned, muted, mayPin, onMark } = marks;
  return (
    <>
      {mayPin && (
        <Button
          label={pinned ? trans.__('Unpin') : trans.__('Pin')}
          title={trans.__('Whether the AI is shown it with every question')}
          disabled={busy}
          testId="cg-pin"
          onClick={() => run(onMark('pin', !pinned))}
        />
      )}
      <Button
        label={muted ? trans.__('Unmute') : trans.__('Mute')}
        title={trans.__('Whether the AI is shown it when you ask')}
        disabled={busy}
        testId="cg-mute"
        onClick={() => run(onMark('mute', !muted))}
      />
    </>
  );
}
