import { ApiProblem } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { stepOfPointer } from './played-steps.js';
import { useTrial } from './trial-context.js';

/** Why the whole request was refused; what is about one step stands beside that step. */
export function ProblemOfTrial() {
  const { play, view } = useTrial();
  const { problem } = view;
  if (problem === null) return null;
  const isOfSteps =
    problem instanceof ApiProblem &&
    problem.errors.length > 0 &&
    problem.errors.every(({ pointer }) => stepOfPointer(pointer) !== undefined) &&
    !view.isSettingUp;
  return isOfSteps ? null : <ProblemPanel problem={problem} onRetry={() => void play.retry()} />;
}
