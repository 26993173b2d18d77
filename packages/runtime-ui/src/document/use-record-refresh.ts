import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../data/keys.js';

/** Lets go of answers that a change of one record has outdated. */
export function useRecordRefresh(form: string, id: string) {
  const client = useQueryClient();
  const outdated = (...queryKeys: readonly (readonly unknown[])[]) =>
    Promise.all(queryKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
  return {
    changed: () => outdated(keys.record(form, id), keys.lists(form), keys.tasks, keys.app),
    created: () => outdated(keys.lists(form)),
    removed: () => {
      client.removeQueries({ queryKey: keys.record(form, id) });
      return outdated(keys.lists(form));
    },
  };
}
