import { useQuery } from '@tanstack/react-query';
import type { AppAnswer, RecordAnswer, TaskState } from '@dougong/ui/api';
import { api } from './api.js';
import { keys } from './keys.js';
import { references } from './references.js';

const COUNTS_EVERY_MS = 60_000;

/** The application of the signed-in user: menu, forms, what may be done. */
export function useApplication() {
  return useQuery({
    queryKey: keys.app,
    queryFn: async () => (await api.app()).data,
    refetchInterval: COUNTS_EVERY_MS,
  });
}

/** One form of the menu with the user's rights. */
export function formEntry(app: AppAnswer | undefined, form: string) {
  return app?.forms.find((entry) => entry.key === form);
}

/** A record as it was answered, with the tag of its version. */
export interface LoadedRecord extends RecordAnswer {
  readonly etag: string;
}

async function loadRecord(form: string, id: string): Promise<LoadedRecord> {
  const { data, etag } = await api.records.get(form, id);
  references.learn(data.refs, data.users);
  return { ...data, etag: etag ?? `"${data.record.version}"` };
}

/** How a record is asked for and remembered. */
export function recordQuery(form: string, id: string) {
  return { queryKey: keys.record(form, id), queryFn: () => loadRecord(form, id) };
}

export function useRecord(form: string, id: string | undefined) {
  return useQuery({ ...recordQuery(form, id ?? ''), enabled: id !== undefined });
}

export function useRecordFlow(form: string, id: string | undefined) {
  return useQuery({
    queryKey: keys.recordPart(form, id ?? '', 'flow'),
    queryFn: async () => {
      const { data } = await api.records.flow(form, id ?? '');
      references.learn(undefined, data.users);
      return data.instances;
    },
    enabled: id !== undefined,
  });
}

export function useTasks(state: TaskState, limit = 100) {
  return useQuery({
    queryKey: [...keys.taskList(state), limit],
    queryFn: async () => {
      const { data } = await api.tasks.list({ state, limit });
      references.learn(undefined, data.users);
      return data;
    },
    refetchInterval: COUNTS_EVERY_MS,
  });
}

/** @param isLive whether new ones are told as they come; otherwise it is asked from time to time. */
export function useNotifications(isLive = false) {
  return useQuery({
    queryKey: keys.notifications,
    queryFn: async () => (await api.notifications.list()).data,
    refetchInterval: isLive ? false : COUNTS_EVERY_MS,
  });
}
