/** What the AI may do with tools here: for each, the most that a member may let it do by itself. */

import { useEffect } from 'react';
import type { Loadable } from '../../api/problem';
import type { ToolView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { ChoiceRow } from '../../ui/checks';
import { Loaded, ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { taskOfTool } from './tools';

export type ToolCap = ToolView['cap'];

export interface ToolPolicyActions {
  tools: Loadable<readonly ToolView[]>;
  /** Whether this member settles it for the team. */
  judge: boolean;
  /** Whether the tab is open. */
  open: boolean;
  onLook: () => void;
  /** Throws a Problem. */
  onCap: (tool: string, cap: ToolCap) => Promise<void>;
}

interface Choice {
  readonly value: ToolCap;
  readonly label: string;
}

const OFF: Choice = {
  value: 'off',
  get label() {
    return trans.__('off');
  }
};

/** What a tool that changes something may be allowed. */
const ACTS: readonly Choice[] = [
  OFF,
  {
    value: 'ask',
    get label() {
      return trans.__('a click each time');
    }
  },
  {
    value: 'thread',
    get label() {
      return trans.__('may be allowed for a thread');
    }
  },
  {
    value: 'always',
    get label() {
      return trans.__('may be allowed for good');
    }
  }
];

/** A tool that waits for no click of its own is there, or it is not. */
const READS: readonly Choice[] = [
  OFF,
  {
    value: 'always',
    get label() {
      return trans.__('on');
    }
  }
];

export function ToolPolicies(props: ToolPolicyActions): JSX.Element {
  const { onLook, open } = props;
  const { busy, problem, run } = useWork();
  // Whenever the tab is opened: somebody else may have changed it.
  useEffect(() => {
    if (open) {
      onLook();
    }
  }, [onLook, open]);
  const set = (tool: string, cap: ToolCap): void => {
    run(props.onCap(tool, cap));
  };
  return (
    <section
      className="cg-group"
      aria-label={trans.__('Tools of the AI')}
      data-testid="cg-tool-policies"
    >
      <h3>{trans.__('What the AI may do')}</h3>
      <Loaded of={props.tools} what={trans.__('tools')} retry={onLook}>
        {tools => (
          <ul className="cg-list">
            {tools.map(({ name, acts, cap }) => (
              <ChoiceRow
                key={name}
                label={taskOfTool(name)}
                value={acts || cap === 'off' ? cap : 'always'}
                choices={acts ? ACTS : READS}
                may={props.judge}
                busy={busy}
                testId="cg-tool-policy"
                about={name}
                onChange={chosen => set(name, chosen)}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}
