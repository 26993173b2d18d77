import { useInfiniteQuery } from '@tanstack/react-query';
import { references } from '../../data/references.js';
import type { InstancePage } from '../wire.js';

const PAGE_ROWS = 50;

interface PageQuery {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Instances page by page, with the names of the people on them. */
export function useInstancePages(
  queryKey: readonly unknown[],
  load: (query: PageQuery) => Promise<InstancePage>,
) {
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }) => {
      const page = await load({ limit: PAGE_ROWS, cursor: pageParam });
      references.learn(undefined, page.users);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...pages, instances: pages.data?.pages.flatMap((page) => page.data) };
}
