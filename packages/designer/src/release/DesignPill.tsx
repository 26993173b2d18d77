import { useQuery } from '@tanstack/react-query';
import type { DefinitionStatus } from '@dougong/ui/api';
import { StatusSeal, type SealTone } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';

const TONES: Readonly<Record<DefinitionStatus, SealTone>> = {
  draft: 'draft',
  published: 'done',
  changed: 'progress',
  changed_with_errors: 'warning',
  removed: 'reversed',
};

/** Whether the application, with all its drafts, is as published. */
export function useDesignStatus() {
  return useQuery({
    queryKey: ['design', 'status'],
    queryFn: async () => (await api.design.status()).data,
    staleTime: 5_000,
  });
}

/** The state of the application as a seal; nothing while it is not known. */
export function DesignPill() {
  const text = useText();
  const { data } = useDesignStatus();
  if (data === undefined) return null;
  return <StatusSeal tone={TONES[data.status]}>{text(`pill.${data.status}`)}</StatusSeal>;
}
