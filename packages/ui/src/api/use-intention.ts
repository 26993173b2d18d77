import { useCallback, useRef } from 'react';
import type { ApiClient, Intention } from './client.js';

/**
 * Keeps one intention per wish of the user: the same content sent again (a retry, a double click) carries the same key,
 * changed content or a success starts a new one.
 */
export function useIntention(api: Pick<ApiClient, 'newIntention'>): {
  intentionFor(content: unknown): Intention;
  done(): void;
} {
  const held = useRef<{ content: string; intention: Intention } | null>(null);
  const intentionFor = useCallback(
    (content: unknown) => {
      const text = JSON.stringify(content) ?? '';
      if (held.current?.content !== text) held.current = { content: text, intention: api.newIntention() };
      return held.current.intention;
    },
    [api],
  );
  const done = useCallback(() => {
    held.current = null;
  }, []);
  return { intentionFor, done };
}
