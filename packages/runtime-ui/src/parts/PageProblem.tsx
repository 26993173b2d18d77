import { Button } from 'antd';
import { ApiProblem, OfflineProblem } from '@dougong/ui/api';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { NotFound } from './NotFound.js';

/** A page that could not be loaded: why, and the way on. */
export function PageProblem({
  problem,
  onRetry,
}: {
  readonly problem: unknown;
  readonly onRetry: () => void;
}) {
  const text = useText();
  if (problem instanceof ApiProblem && problem.status === 404) return <NotFound />;
  if (problem instanceof ApiProblem && problem.status === 403) return <EmptyState reason="noRight" />;
  if (problem instanceof OfflineProblem) {
    return (
      <EmptyState
        reason="offline"
        actions={
          <Button type="primary" onClick={onRetry}>
            {text('retry')}
          </Button>
        }
      />
    );
  }
  return <ProblemPanel problem={problem} onRetry={onRetry} />;
}
