/** What is done with a thread as a whole: another title, closed, deleted. The last two ask first. */

import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { FormEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useReturnFocus } from '../../ui/focus';
import { ProblemNote } from '../../ui/states';
import type { Thread } from './wire';

export interface ThreadToolsProps {
  thread: Thread;
  onSay: (command: Command) => Promise<void>;
}

export function ThreadTools(props: ThreadToolsProps): JSX.Element {
  const { thread } = props;
  const [renaming, setRenaming] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const rename = useRef<HTMLButtonElement>(null);
  useReturnFocus(renaming, rename);
  const say = async (command: Command): Promise<void> => {
    setProblem(null);
    try {
      await props.onSay(command);
      setRenaming(false);
    } catch (error) {
      setProblem(Problem.of(error));
    }
  };
  return (
    <>
      {renaming && (
        <RenameForm
          title={thread.title}
          onRename={title =>
            void say({ command: 'rename_thread', thread: thread.id, title })
          }
          onCancel={() => setRenaming(false)}
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions cg-mod-quiet">
        {thread.mine && (
          <Button
            ref={rename}
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
              void confirmed(
                trans.__('Close “%1” for everyone?', thread.title),
                trans.__(
                  'Nobody says or asks anything in it any more. All that was said stays, and the search finds it.'
                ),
                trans.__('Close it')
              ).then(sure =>
                sure ? say({ command: 'close_thread', thread: thread.id }) : undefined
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
              void confirmed(
                trans.__('Delete “%1” for everyone?', thread.title),
                trans.__(
                  'Nobody sees or finds it any more, and no prompt holds it. Its questions stay among the team’s questions, and the team’s record keeps what was said.'
                ),
                trans.__('Delete it')
              ).then(sure =>
                sure ? say({ command: 'delete_thread', thread: thread.id }) : undefined
              )
            }
          />
        )}
      </div>
    </>
  );
}

async function confirmed(title: string, body: string, label: string): Promise<boolean> {
  const answer = await showDialog({
    title,
    body,
    defaultButton: 0,
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label })]
  });
  return answer.button.accept;
}

function RenameForm(props: {
  title: string;
  onRename: (title: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const [title, setTitle] = useState(props.title);
  const id = useId();
  const said = title.trim();
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    props.onRename(said);
  };
  return (
    <form
      className="cg-form"
      aria-label={trans.__('Rename the thread')}
      onSubmit={onSubmit}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          props.onCancel();
        }
      }}
    >
      <div className="cg-field">
        <label htmlFor={id}>{trans.__('New title')}</label>
        <input
          id={id}
          type="text"
          value={title}
          maxLength={200}
          autoFocus
          autoComplete="off"
          data-testid="cg-thread-new-title"
          onChange={event => setTitle(event.currentTarget.value)}
        />
      </div>
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={trans.__('Rename')}
          disabled={said === '' || said === props.title}
          testId="cg-thread-rename-it"
        />
        <Button label={trans.__('Cancel')} onClick={props.onCancel} />
      </div>
    </form>
  );
}
