import { useEffect } from 'react';
import { createFormState, lineTables, type FormState, type FormValues } from '@dougong/ui/forms';
import { businessDay } from '@dougong/kernel/foundation';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import { ReferredRecords } from '../data/referred-records.js';
import { isAnythingEditable, writable } from './editable-fields.js';
import { liveFormulas, type LiveGround } from './live-formulas.js';
import { liveRules } from './live-rules.js';

/** A form that is filled in, with the records that its formulas and rules look into. */
export interface LiveState {
  readonly state: FormState;
  readonly referred: ReferredRecords;
}

interface Opening {
  readonly values: FormValues;
  /** Who has the form open. */
  readonly user: string;
  readonly editable: LoadedRecord['editable'];
  readonly isNew: boolean;
}

function groundOf(user: string, referred: ReferredRecords): LiveGround {
  return {
    lacks: () => referred.lacks(),
    context: () => {
      const now = new Date().toISOString();
      return { reference: referred.read, variables: { actor: user, now, today: businessDay(now) } };
    },
  };
}

/** Opens the state of a form in which formulas and rules run as they do on the server. */
export function openLiveState(
  form: RuntimeForm,
  { values, user, editable, isNew }: Opening,
  referred = new ReferredRecords(),
): LiveState {
  const { definition, model } = form;
  const ground = groundOf(user, referred);
  const rules = liveRules(form, ground, isAnythingEditable(editable));
  const state = createFormState({
    values,
    tables: lineTables(definition),
    isNew,
    mayWrite: writable(editable),
    missed: referred.missed,
    ...(model === null ? {} : { recompute: liveFormulas(model, ground) }),
    ...(rules === null ? {} : { rules }),
  });
  return { state, referred };
}

/** Lets formulas and rules answer anew whenever a record arrives that they looked for. */
export function useRecall(live: LiveState | null): void {
  useEffect(() => {
    if (live === null) return undefined;
    const recall = () => live.state.recall();
    // What arrived before the page listened counts too.
    recall();
    return live.referred.subscribe(recall);
  }, [live]);
}
