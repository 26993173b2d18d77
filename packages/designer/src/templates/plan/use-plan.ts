import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ApiAnswer, TemplatePlan } from '@dougong/ui/api';
import { useLanguage } from '@dougong/ui/i18n';

/** What a change would do; asked for again whenever what is wished changes. The last answer stays until the next is there. */
export function usePlan<P extends TemplatePlan>(
  name: string,
  request: unknown,
  ask: (signal: AbortSignal) => Promise<ApiAnswer<P>>,
  isWanted = true,
) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['template-plan', name, request, language],
    queryFn: async ({ signal }) => (await ask(signal)).data,
    enabled: isWanted,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
}
