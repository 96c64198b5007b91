/** A sprint in a few lines: this member’s tasks, what they wait for and who waits. */

import { trans } from '../../core/trans';
import { isOf, isOpen, planned, titleOf, waitsFor, work } from './sprint';
import type { Sprint, Task } from './wire';

/** The sprint in a few lines: the goal, the member's tasks, what they wait for and who waits. */
export function SprintLines(props: {
  sprint: Sprint;
  user: { readonly username: string; readonly display_name: string } | null;
}): JSX.Element {
  const { sprint, user } = props;
  const mine = user === null ? [] : work(sprint).filter(task => isOf(task, user));
  const left = mine.filter(isOpen);
  return (
    <>
      {left.length === 0 ? (
        <p className="cg-muted" data-testid="cg-sprint-none">
          {mine.length === 0
            ? trans.__('No task is yours.')
            : trans.__('All your tasks are done.')}
        </p>
      ) : (
        <ul className="cg-sprint-tasks" aria-label={trans.__('Your tasks')}>
          {left.map(task => (
            <li key={task.id} data-testid="cg-sprint-task">
              <span className="cg-task-key">{task.key}</span> {task.title}{' '}
              <span className="cg-muted">({titleOf(sprint, task.column)})</span>
              <Links
                says={keys => trans.__('waits for %1', keys)}
                tasks={waitsFor(sprint, task)}
              />
              <Links
                says={keys => trans.__('waited for by %1', keys)}
                tasks={planned(sprint).filter(
                  one => isOpen(one) && sprint.waits.get(one.id)?.includes(task.id)
                )}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Links(props: {
  says: (keys: string) => string;
  tasks: readonly Task[];
}): JSX.Element | null {
  return props.tasks.length === 0 ? null : (
    <span className="cg-sprint-link cg-muted">
      {props.says(
        props.tasks
          .map(({ key, assignee }) => `${key} (${assignee ?? trans.__('nobody')})`)
          .join(', ')
      )}
    </span>
  );
}
