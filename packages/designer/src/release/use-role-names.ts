import { useQuery } from '@tanstack/react-query';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { useTitleOf } from '../surroundings/use-design.js';

/** Names roles as people know them, one after another. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const title = useLocalized();
  const titleOf = useTitleOf();
  const { language } = useLanguage();
  return (roles) =>
    roles.map((role) => title(titleOf('role', role)) || role).join(language === 'zh-CN' ? '、' : ', ');
}

/** What administrators have said about publishing. */
export function useDesignSettings() {
  return useQuery({
    queryKey: ['design', 'settings'],
    queryFn: async () => (await api.design.settings()).data,
    staleTime: 60_000,
  });
}

/** Everybody whom a form may name. */
export function usePeople() {
  return useQuery({
    queryKey: ['users'],
    queryFn: async () => (await api.users()).data.data,
    staleTime: 60_000,
  });
}

/** The roles and people that approve a publish, as people call them; empty where nobody needs to. */
export function useApprovers(): string {
  const text = useText();
  const names = useRoleNames();
  const approval = useDesignSettings().data?.publishApproval;
  const people = usePeople().data ?? [];
  const named = (approval?.users ?? []).map((id) => people.find((each) => each.id === id)?.name ?? id);
  return [names(approval?.roles ?? []), ...named].filter((name) => name !== '').join(text('scenarios.comma'));
}
