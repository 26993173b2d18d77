import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Intention } from '@dougong/ui/api';
import { useIntention } from '@dougong/ui/api';
import { api } from '../../data/api.js';

interface Change<V> {
  /** Carries it out; the same wish sent again has the same intention. */
  send(values: V, intention: Intention): Promise<unknown>;
  /** What has to be read anew afterwards. */
  readonly renews: readonly (readonly unknown[])[];
  onDone?(): void;
}

/** Something that a page changes: at one time once, and everything that shows it is read anew. */
export function useChange<V>({ send, renews, onDone }: Change<V>) {
  const client = useQueryClient();
  const { intentionFor, done } = useIntention(api);
  const isUnderWay = useRef(false);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (values: V) => send(values, intentionFor(values)),
    onSuccess: async () => {
      done();
      await Promise.all(renews.map((queryKey) => client.invalidateQueries({ queryKey })));
      onDone?.();
    },
    onSettled: () => {
      isUnderWay.current = false;
    },
  });
  const start = (values: V) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutate(values);
  };
  return { start, problem: error, isPending, reset };
}
