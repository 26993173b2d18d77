import { Button } from 'antd';
import { Link } from 'react-router';
import { EmptyState } from '@dougong/ui/shell';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';

/** An address that leads nowhere, or to what the user may not see. */
export function NotFound() {
  const text = useText();
  return (
    <EmptyState
      reason="noRight"
      title={text('notFound.title')}
      text={text('notFound.text')}
      actions={
        <Link to={paths.home()}>
          <Button type="primary">{text('notFound.home')}</Button>
        </Link>
      }
    />
  );
}
