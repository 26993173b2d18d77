import { useQuery } from '@tanstack/react-query';
import type { Localized } from '@dougong/kernel/foundation';
import type { FieldDefinition } from '@dougong/kernel/metadata';
import { api } from '../app/api.js';

/** What the page asks the engine about a field before it is removed or gets another kind. */

/** Who uses a field: definitions with the place, running flows, records that have a value. */
export interface FieldUses {
  readonly uses: readonly {
    readonly kind: string;
    readonly key: string;
    readonly title: Localized;
    readonly path: string;
  }[];
  readonly running: readonly {
    readonly flow: string;
    readonly title: Localized;
    readonly release: number;
    readonly running: number;
  }[];
  readonly records?: { readonly count: number; readonly isCapped: boolean };
}

/** What another kind would make of the values that are there. */
export interface RetypePreview {
  readonly from: Localized;
  readonly to: Localized;
  readonly kind: 'keep' | 'convert' | 'never';
  readonly values: number;
  readonly converts: number;
  readonly fails: number;
  readonly isCapped: boolean;
  readonly examples: readonly {
    readonly record: string;
    readonly line?: number;
    readonly value: unknown;
    readonly code: string;
  }[];
}

/** A part of a form that was removed while its data is kept. */
export interface KeptPart {
  readonly form: string;
  readonly line?: string;
  readonly field?: string;
  readonly definition: FieldDefinition;
  readonly release: number;
  readonly removedAt: string;
}

const DESIGN = 'design';

/** Where the form itself only shows the field; that goes with it. */
function isLayout(form: string, { kind, key, path }: FieldUses['uses'][number]): boolean {
  return kind === 'form' && key === form && /^\/(?:ui|lists)\//.test(path);
}

/** Uses change with every draft, so the answer is not kept. */
export function useFieldUses(form: string, path: string | undefined) {
  return useQuery({
    queryKey: [DESIGN, 'uses', form, path],
    queryFn: async (): Promise<FieldUses> => {
      const query = path === undefined ? {} : { field: path };
      const { data } = await api.client.get<FieldUses>(`/design/uses/form/${form}`, { query });
      return { ...data, uses: data.uses.filter((use) => !isLayout(form, use)) };
    },
    enabled: path !== undefined,
    staleTime: 0,
    retry: false,
  });
}

export function useRetypePreview(form: string, path: string, to: FieldDefinition | undefined) {
  return useQuery({
    queryKey: [DESIGN, 'retype', form, path, JSON.stringify(to)],
    queryFn: async () =>
      (await api.client.post<RetypePreview>('/design/retype-preview', { form, field: path, to })).data,
    enabled: to !== undefined,
    staleTime: 0,
    retry: false,
  });
}

/** Removed fields of a form whose values can come back. */
export function useKeptParts(form: string) {
  return useQuery({
    queryKey: [DESIGN, 'removed', form],
    queryFn: async () => {
      const { data } = await api.client.get<{ data: readonly KeptPart[] }>('/design/removed');
      return data.data.filter((part) => part.form === form && part.field !== undefined);
    },
  });
}
