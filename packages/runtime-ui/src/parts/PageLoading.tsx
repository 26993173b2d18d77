import { Skeleton } from 'antd';
import { useUiText } from '@dougong/ui/i18n';

/** The place of a page that is on its way. */
export function PageLoading({ rows = 8 }: { readonly rows?: number }) {
  const text = useUiText();
  return (
    <div className="rt-loading" role="status" aria-busy="true" aria-label={text('states.loading')}>
      <Skeleton active title={{ width: 200 }} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
