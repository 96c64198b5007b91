/** What is done with a thread as a whole: another title, closed, deleted. The last two ask first. */

import { useState } from 'react';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { CONSTANTS } from '../../api/wire/constants';
import { trans } from '../../core/trans';
import { sure } from '../../ui/ask';
import { Button } from '../../ui/controls';
import { Title } from '../../ui/fields';
import { Form } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import { ExportButtons } from './exportbuttons';
import type { ExportForm, Thread } from './wire';

export interface ThreadToolsProps {
  thread: Thread;
  onSay: (command: Command) => Promise<void>;
  /** Throws a Problem. */
  onExport: (form: ExportForm) => Promise<void>;
}

export function ThreadTools(props: ThreadToolsProps): JSX.Element {
  const { thread } = props;
  const [renaming, setRenaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const say = async (command: Command): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await props.onSay(command);
      setRenaming(false);
    } catch (error) {
      setProblem(Problem.of(error));
    }
    setBusy(false);
  };
  return (
    <>
      {renaming && (
        <RenameForm
          title={thread.title}
          busy={busy}
          onRename={title =>
            void say({ command: 'rename_thread', thread: thread.id, title })
          }
          onCancel={() => setRenaming(false)}
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions cg-mod-quiet">
        <ExportButtons onExport={props.onExport} />
        {thread.mine && (
          <Button
            label={trans.__('Rename…')}
            disabled={renaming}
            testId="cg-thread-rename"
            onClick={() => setRenaming(true)}
          />
        )}
        {thread.mine && !thread.closed && (
          <Button
            label={trans.__('Close…')}
            title={trans.__('End it: what was said stays and can be found')}
            testId="cg-thread-close"
            onClick={() =>
              void sure({
                title: trans.__('Close “%1” for everyone?', thread.title),
                body: trans.__(
                  'Nobody says or asks anything in it any more. All that was said stays, and the search finds it.'
                ),
                yes: trans.__('Close it'),
                look: 'warn'
              }).then(yes =>
                yes ? say({ command: 'close_thread', thread: thread.id }) : undefined
              )
            }
          />
        )}
        {thread.deletable && (
          <Button
            label={trans.__('Delete…')}
            title={trans.__('Take it out of everybody’s sight')}
            testId="cg-thread-delete"
            onClick={() =>
              void sure({
                title: trans.__('Delete “%1” for everyone?', thread.title),
                body: trans.__(
                  'Nobody sees or finds it any more, and no prompt holds it. Its questions stay among the team’s questions, and the team’s record keeps what was said.'
                ),
                yes: trans.__('Delete it'),
                look: 'warn'
              }).then(yes =>
                yes ? say({ command: 'delete_thread', thread: thread.id }) : undefined
              )
            }
          />
        )}
      </div>
    </>
  );
}

function RenameForm(props: {
  title: string;
  busy: boolean;
  onRename: (title: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const [title, setTitle] = useState(props.title);
  const said = title.trim();
  return (
    <Form
      label={trans.__('Rename the thread')}
      submit={trans.__('Rename')}
      submitId="cg-thread-rename-it"
      ready={said !== '' && said !== props.title}
      busy={props.busy}
      onSubmit={() => props.onRename(said)}
      onCancel={props.onCancel}
    >
      <Title
        label={trans.__('New title')}
        testId="cg-thread-new-title"
        value={title}
        limit={CONSTANTS.limits.title}
        onChange={setTitle}
      />
    </Form>
  );
}
