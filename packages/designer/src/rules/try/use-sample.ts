import { useState } from 'react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { createFormState, lineTables } from '@dougong/ui/forms';
import type { FormState, FormValues } from '@dougong/ui/forms';
import { api } from '../../app/api.js';

/** A record to try on that nobody stored. */
export interface Sample {
  readonly state: FormState;
  /** Starts over from a stored record; where it came from changes nothing there. */
  startFrom(id: string): Promise<void>;
  /** The values as they travel. */
  values(): unknown;
}

/** Begins with values of an example that is there, so that there is something to change. */
export function useSample(definition: FormDefinition, example: unknown): Sample {
  const [state] = useState(() =>
    createFormState({
      values: withTables(definition, (example ?? {}) as FormValues),
      tables: lineTables(definition),
    }),
  );
  return {
    state,
    startFrom: async (id) => {
      const { record } = (await api.records.get(definition.key, id)).data;
      state.reset(record as FormValues);
    },
    values: () => withoutBlanks(state.values()),
  };
}

/** Values with an empty list for each table that they do not name. */
export function withTables(definition: FormDefinition, values: FormValues): FormValues {
  const empty = Object.fromEntries(lineTables(definition).map((table) => [table, []]));
  return { ...empty, ...values };
}

function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutBlanks(part)]));
}
