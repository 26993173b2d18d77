import { applyDefaults, computeRecord, type FormModel } from '@dougong/kernel/forms';
import type { FormValues } from '@dougong/ui/forms';
import { businessDay } from '@dougong/kernel/foundation';

/** What a new record starts with: its first state and the defaults of the form, computed here so that they are seen before the first save. */
export function newValues(model: FormModel | null, actor: string, now: string): FormValues {
  if (model === null) return {};
  const context = { variables: { actor, now, today: businessDay(now) } };
  const filled = applyDefaults(model, { status: model.lifecycle.initial }, context);
  return computeRecord(model, filled, context).record as FormValues;
}
