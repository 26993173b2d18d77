import { Button } from 'antd';
import { Link } from 'react-router';
import { EmptyState } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';

interface NothingHereProps {
  readonly title: string;
  /** The list where one can be chosen. */
  readonly to: string;
  readonly back: string;
}

/** The address names a definition that does not exist, or not any more. */
export function NothingHere({ title, to, back }: NothingHereProps) {
  const text = useText();
  return (
    <EmptyState
      reason="filtered"
      title={title}
      text={text('notFound.text')}
      actions={
        <Link to={to}>
          <Button type="primary">{back}</Button>
        </Link>
      }
    />
  );
}
