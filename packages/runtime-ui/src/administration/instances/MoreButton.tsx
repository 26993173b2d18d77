import { Button } from 'antd';
import { useText } from '../../texts/index.js';

interface MoreButtonProps {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  onMore(): void;
}

/** Brings the next page below the ones that are there. */
export function MoreButton({ hasMore, isLoading, onMore }: MoreButtonProps) {
  const text = useText();
  return hasMore ? (
    <div className="rt-pager">
      <Button loading={isLoading} onClick={onMore}>
        {text('instances.more')}
      </Button>
    </div>
  ) : null;
}
