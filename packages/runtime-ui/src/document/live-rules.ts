import type { FormRules } from '@dougong/ui/forms';
import { formRules } from '@dougong/ui/forms';
import type { RuntimeForm } from '../data/form-models.js';

/** For reading, rules say how the form is shown and write nothing. */
function lookingOnly(rules: FormRules): FormRules {
  const nothing = { values: {}, written: new Set<string>(), messages: [], asked: new Set<string>() };
  return { look: rules.look, fire: (_event, values) => ({ ...nothing, linkage: rules.look(values) }) };
}

/** The rules of a form for its state; null where none run in the browser. `actor` is who has the form open. */
export function liveRules(
  { model, rules }: RuntimeForm,
  actor: string,
  isEditable: boolean,
): FormRules | null {
  if (model === null || rules === null) return null;
  const live = formRules(model, rules, () => {
    const now = new Date().toISOString();
    return { variables: { actor, now, today: now.slice(0, 10) } };
  });
  return isEditable ? live : lookingOnly(live);
}
