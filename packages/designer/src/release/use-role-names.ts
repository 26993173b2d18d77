import { useQuery } from '@tanstack/react-query';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { api } from '../app/api.js';
import { useTitleOf } from '../surroundings/use-design.js';

/** Names roles as people know them, one after another. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const title = useLocalized();
  const titleOf = useTitleOf();
  const { language } = useLanguage();
  return (roles) =>
    roles.map((role) => title(titleOf('role', role)) || role).join(language === 'zh-CN' ? '、' : ', ');
}

/** The roles that approve a publish, as people call them; empty where nobody needs to. */
export function useApprovers(): string {
  const names = useRoleNames();
  const { data } = useQuery({
    queryKey: ['design', 'settings'],
    queryFn: async () => (await api.design.settings()).data,
    staleTime: 60_000,
  });
  return names(data?.publishApproval?.roles ?? []);
}
