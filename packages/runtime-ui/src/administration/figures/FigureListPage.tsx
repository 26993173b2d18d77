import { Link, useParams, useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { flowCalls } from '../calls.js';
import { InstanceTable } from '../instances/InstanceTable.js';
import { MoreButton } from '../instances/MoreButton.js';
import { useInstancePages } from '../instances/use-instance-pages.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { adminKeys, useDrawing, useFlows } from '../queries.js';
import { periodOf } from './period.js';

/** What the number is called: the figure, and of what. */
function useFigureName(flow: string, search: URLSearchParams): string {
  const text = useText();
  const title = useLocalized();
  const { data: drawing } = useDrawing(flow);
  const node = drawing?.nodes.find(({ id }) => id === search.get('node'));
  const kind = search.get('kind');
  const name =
    kind === null ? text(`figures.list_${search.get('figure') ?? 'backlog'}`) : text(`figures.kind_${kind}`);
  return node === undefined ? name : text('figures.atNode', { figure: name, node: title(node.title) });
}

/** The documents behind a number. */
export function FigureListPage() {
  const { flow = '' } = useParams();
  const [search] = useSearchParams();
  const text = useText();
  const title = useLocalized();
  const period = periodOf(search, useNow());
  const name = useFigureName(flow, search);
  const entry = useFlows().find(({ key }) => key === flow);
  const asked = { ...Object.fromEntries(search), ...period };
  const { instances, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInstancePages(
    [...adminKeys.flow(flow), 'behind', asked],
    (page) => flowCalls.behind(flow, { ...asked, ...page }),
  );
  return (
    <AdminPage
      title={name}
      note={
        <>
          <Link to={paths.flowFigures(flow, { ...period })}>{title(entry?.title)}</Link> ·{' '}
          {text('figures.between', { ...period })}
        </>
      }
    >
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={instances === undefined}
        isEmpty={instances?.length === 0}
        empty={
          <EmptyState reason="filtered" title={text('figures.nothing')} text={text('figures.nothingText')} />
        }
      >
        <InstanceTable instances={instances ?? []} label={name} />
      </AdminListBody>
      <MoreButton hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </AdminPage>
  );
}
