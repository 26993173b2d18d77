import { warning } from '../../../foundation/index.js';
import type { FormDefinition } from '../../../metadata/index.js';
import type { CompletenessFix, CompletenessRule, Gap } from '../completeness-rule.js';
import { cancelFix } from '../fixes/cancel-fix.js';
import { reversalFix } from '../fixes/reversal-fix.js';
import type { Process } from '../process.js';

/** A document that goes forward, and that nothing takes back: no action of its own, no other document. */
export const forwardWithoutReverse: CompletenessRule = {
  kind: 'forward_without_reverse',
  title: { 'zh-CN': '正向单据没有逆向', en: 'Forward document without a reverse' },
  description: {
    'zh-CN': '单据过账，或别的单据从它而来，却没有动作或单据能把它撤回。',
    en: 'A document posts, or others are made from it, and no action or document takes it back.',
  },
  find: (process) =>
    process.forms.filter(({ usage }) => usage === 'document').flatMap((form) => gapsOf(process, form)),
};

function gapsOf(process: Process, form: FormDefinition): readonly Gap[] {
  if (isTakenBack(process, form.key)) return [];
  const posted = process.forwardPostings(form.key).filter(({ key }) => process.isAsked(key));
  // A posting that nothing undoes is told by itself.
  const undone = posted.filter(({ key }) => process.waysBack(key).length > 0);
  if (posted.length > 0) {
    const stuck = undone.filter(
      ({ key }) => !process.waysBack(key).some((back) => process.isAsked(back.key)),
    );
    return stuck.map((posting) =>
      gap(form, '/lifecycle', { posting: posting.title }, reversalFix(process, posting), posting.key),
    );
  }
  const next = process.forms.find((other) => other.key !== form.key && isMadeFrom(other, form.key));
  if (!next || leadsBack(form)) return [];
  return [gap(form, '/lifecycle', { next: next.title }, cancelFix(form))];
}

function gap(
  form: FormDefinition,
  path: string,
  params: Record<string, unknown>,
  fix: CompletenessFix | undefined,
  about?: string,
): Gap {
  return {
    ...warning('forward_without_reverse', path, { form: form.title, ...params }),
    definition: { kind: 'form', key: form.key },
    ...(about === undefined ? {} : { about }),
    ...(fix ? { fix } : {}),
  };
}

/** Whether a document says that it takes documents of this form back. */
function isTakenBack({ forms }: Process, form: string): boolean {
  return forms.some(({ reverses = [] }) => reverses.some((each) => each.form === form));
}

/** Documents in whose header people choose one of the form: they build on it. */
function isMadeFrom({ usage, schema }: FormDefinition, form: string): boolean {
  return (
    usage === 'document' &&
    Object.values(schema.properties).some(
      (field) => 'x-reference' in field && field['x-reference'].form === form && field.readOnly !== true,
    )
  );
}

/** Whether an action leads from a state in which it is done to one in which it is refused. */
function leadsBack({ lifecycle }: FormDefinition): boolean {
  if (!lifecycle) return true;
  const toned = (tone: string) =>
    new Set(lifecycle.states.filter((state) => state.tone === tone).map(({ id }) => id));
  const [done, gone] = [toned('done'), toned('refused')];
  if (done.size === 0) return true;
  return (lifecycle.actions ?? []).some(
    ({ from, to }) => to !== undefined && gone.has(to) && from.some((state) => done.has(state)),
  );
}
