import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app/api.js';
import { queries } from '../app/session.js';
import { loadDefinition, loadDesignState, loadSurroundings, namedOf } from './load-surroundings.js';
import type { Names } from './names.js';
import type { Surroundings } from './surroundings.js';
import { useNamesWhenReady } from './use-names.js';

const DESIGN = ['design'];
const CHECK = ['check'];

/** Entries of the release, drafts, people and parts, as the server has them. */
export function useDesign() {
  return useQuery({ queryKey: [...DESIGN, 'state'], queryFn: () => loadDesignState(api), staleTime: 60_000 });
}

/** A draft has changed at the server: what was read of the design is asked for again. */
export function designChanged(): void {
  void queries.invalidateQueries({ queryKey: DESIGN });
  void queries.invalidateQueries({ queryKey: CHECK });
}

/** What a publish would say now, over all definitions. */
export function useReleaseFindings() {
  return useQuery({
    queryKey: CHECK,
    queryFn: async () => (await api.design.check()).data.findings,
    staleTime: 10_000,
  });
}

/** A definition as it would be published now. */
export function useDefinition<T>(kind: string, key: string) {
  const state = useDesign().data;
  return useQuery({
    queryKey: [...DESIGN, 'definition', kind, key, state?.bundle.revision],
    queryFn: () => (state === undefined ? null : loadDefinition<T>(api, kind, key, state)),
    enabled: state !== undefined,
    staleTime: Infinity,
  });
}

/** What a definition over a form may refer to. */
export function useSurroundings(form: string | undefined): Surroundings | undefined {
  const state = useDesign().data;
  const { data } = useQuery({
    queryKey: [...DESIGN, 'surroundings', form, state?.bundle.revision],
    queryFn: () => (form === undefined || state === undefined ? null : loadSurroundings(api, form, state)),
    enabled: form !== undefined && state !== undefined,
    retry: false,
    staleTime: Infinity,
  });
  return data ?? undefined;
}

/** The form that a definition is about; a form is about itself. */
export function formOf(kind: string, key: string, definition: unknown): string | undefined {
  if (kind === 'form') return key;
  const form = (definition as { readonly form?: unknown } | null | undefined)?.form;
  return typeof form === 'string' ? form : undefined;
}

/** Names of what a definition speaks of; `undefined` while they are being read, or where no form gives them. */
export function useNamesOf(kind: string, key: string): Names | undefined {
  const { data } = useDefinition<unknown>(kind, key);
  return useNamesWhenReady(useSurroundings(formOf(kind, key, data)));
}

/** What definitions are called. */
export function useTitleOf(): (kind: string, key: string) => string | { 'zh-CN': string; en: string } {
  const state = useDesign().data;
  return useMemo(
    () => (kind, key) =>
      (state === undefined ? [] : namedOf(state, kind)).find((entry) => entry.key === key)?.title ??
      state?.entries.find((entry) => entry.kind === kind && entry.key === key)?.title ??
      key,
    [state],
  );
}
