import { formRules, type FormRules } from '@dougong/ui/forms';
import type { RuntimeForm } from '../data/form-models.js';
import type { LiveGround } from './live-formulas.js';

/** For reading, rules say how the form is shown and write nothing. */
function lookingOnly(rules: FormRules): FormRules {
  const nothing = { values: {}, written: new Set<string>(), messages: [], asked: new Set<string>() };
  return { look: rules.look, fire: (_event, values) => ({ ...nothing, linkage: rules.look(values) }) };
}

/** The rules of a form for its state; null where none run in the browser. */
export function liveRules(
  { model, rules }: RuntimeForm,
  ground: LiveGround,
  isEditable: boolean,
): FormRules | null {
  if (model === null || rules === null) return null;
  const live = formRules(model, rules, () => ground.context());
  return isEditable ? live : lookingOnly(live);
}
