import { useQuery } from '@tanstack/react-query';
import { flowCalls } from '../calls.js';
import { adminKeys } from '../queries.js';
import type { Period } from './period.js';

const FIGURES_EVERY_MS = 60_000;

/** The figures of a flow over a period, over the documents that the user may see. */
export function useFigures(flow: string, period: Period) {
  return useQuery({
    queryKey: [...adminKeys.flow(flow), 'figures', period],
    queryFn: () => flowCalls.figures(flow, { ...period }),
    refetchInterval: FIGURES_EVERY_MS,
    placeholderData: (before) => before,
  });
}
