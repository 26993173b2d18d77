import { useQuery } from '@tanstack/react-query';
import type { BundleName } from '@dougong/ui/api';
import { useLanguage } from '@dougong/ui/i18n';
import { api } from '../../app/api.js';

/** What differs between two sets of definitions, in the words of the language at hand; `revision` names the drafts. */
export function useDiff(from: BundleName, to: BundleName, revision = 0) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['design', 'diff', from, to, revision, language],
    queryFn: async () => (await api.design.diff(from, to)).data,
    staleTime: 10_000,
  });
}
