import { useText } from '../../i18n/text.js';
import { TaskCard } from './TaskCard.js';
import { usePlayedTrial } from './trial-context.js';
import type { TrialTask } from './trial-contract.js';

/** The open to-dos, each with what its holder may do. */
export function TaskCards() {
  const text = useText();
  const { answer, view } = usePlayedTrial();
  const { tasks } = answer;
  return (
    <section className="ds-trial-tasks" aria-label={text('trial.tasks')}>
      <h2>
        {text('trial.tasks')}{' '}
        <small className="dg-t2">{text('trial.taskCount', { count: tasks.length })}</small>
      </h2>
      {tasks.length === 0 ? <p className="dg-t2">{text('trial.noTasks')}</p> : null}
      {tasks.map((task, at) => (
        // A card is of one moment: after a step its fields and opinion begin anew.
        <TaskCard key={`${view.steps.length}/${keyOf(task)}`} task={task} isFirst={at === 0} />
      ))}
    </section>
  );
}

function keyOf({ node, assignee, openedAt }: TrialTask): string {
  return `${node}/${assignee}/${openedAt}`;
}
