import { useQuery } from '@tanstack/react-query';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';

const FRESH_MS = 5 * 60_000;

/** The definition of a register: its dimensions and resources. */
export function useRegister(register: string | undefined) {
  return useQuery({
    queryKey: keys.definition('register', register ?? ''),
    queryFn: async () => (await api.design.definition<RegisterDefinition>('register', register ?? '')).data,
    staleTime: FRESH_MS,
    enabled: register !== undefined,
    retry: false,
  });
}

export type Dimension = RegisterDefinition['dimensions'][number];
export type Resource = RegisterDefinition['resources'][number];
