import { Button } from 'antd';
import { useText } from '../../i18n/text.js';
import { Busy } from './Busy.js';
import { CallCards } from './CallCards.js';
import { ClockBar } from './ClockBar.js';
import { ProblemOfTrial } from './ProblemOfTrial.js';
import { Standing } from './Standing.js';
import { TaskCards } from './TaskCards.js';
import { Thread } from './Thread.js';
import { usePlayedTrial, useTrial } from './trial-context.js';

/** How the trial goes: where it stands, whose turn it is, and what has happened. */
export function RunPanel() {
  return (
    <div className="ds-trial-run">
      <Standing />
      <ClockBar />
      <Rewriting />
      <Busy />
      <ProblemOfTrial />
      <Left />
      <CallCards />
      <TaskCards />
      <Thread />
    </div>
  );
}

/** Drafts that the trial could not take along. */
function Left() {
  const text = useText();
  const { left } = usePlayedTrial().answer;
  if (left.length === 0) return null;
  const drafts = left.map(({ key }) => key).join(text('trial.comma'));
  return <p className="ds-stale">{text('trial.left', { drafts })}</p>;
}

/** That an earlier step is being answered otherwise, and the way out of it. */
function Rewriting() {
  const text = useText();
  const { play, view } = useTrial();
  const { rewriting } = view;
  if (rewriting === undefined) return null;
  const { at, whole } = rewriting;
  return (
    <div className="ds-trial-rewriting" role="status">
      <p>{text('trial.rewriting', { step: at + 1, count: whole.length - at - 1 })}</p>
      <Button size="small" onClick={() => void play.keepAsIs()}>
        {text('trial.keepAsIs')}
      </Button>
    </div>
  );
}
