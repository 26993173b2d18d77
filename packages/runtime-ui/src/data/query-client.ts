import { QueryClient } from '@tanstack/react-query';
import { OfflineProblem } from '@dougong/ui/api';

const FRESH_MS = 10_000;
const OFFLINE_RETRIES = 2;

/** Only silence is asked again: a refusal stays a refusal. */
function shouldRetry(failures: number, error: unknown): boolean {
  return error instanceof OfflineProblem && failures < OFFLINE_RETRIES;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: FRESH_MS, retry: shouldRetry },
    mutations: { retry: false },
  },
});
