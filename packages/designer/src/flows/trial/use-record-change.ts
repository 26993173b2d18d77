import { useState } from 'react';
import { createFormState, lineTables } from '@dougong/ui/forms';
import type { FormState, FormValues } from '@dougong/ui/forms';
import type { RecordPatch } from '@dougong/ui/api';
import { withTables } from '../../rules/try/use-sample.js';
import { useDesigner } from '../designer-context.js';

/** A change of the record that goes along with a step. */
export interface RecordChange {
  readonly state: FormState;
  /** What differs from the record; nothing when it was left as it is. */
  values(): RecordPatch | undefined;
}

/** Begins with the record as it stands; only the paths in `open` can be changed, all that people may write without it. */
export function useRecordChange(record: FormValues, open?: readonly string[]): RecordChange {
  const { form } = useDesigner().surroundings;
  const { definition } = form;
  const [state] = useState(() =>
    createFormState({ values: withTables(definition, record), tables: lineTables(definition) }),
  );
  const isClosed = (path: string) =>
    (form.field(path)?.serverOwned ?? true) || open?.includes(path) === false;
  return {
    state,
    values: () => {
      const patch = state.patch(isClosed) as RecordPatch;
      return Object.keys(patch).length === 0 ? undefined : patch;
    },
  };
}
