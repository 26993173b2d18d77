import { issue, pointer, warning } from '../../../foundation/index.js';
import type { FormDefinition, PostingDefinition } from '../../../metadata/index.js';
import type { CompletenessRule, CompletenessWish, Gap } from '../completeness-rule.js';
import type { Process } from '../process.js';

/** Ways back that the application asks of itself, and what documents say that they take back. */
export const requiredReverseFlow: CompletenessRule = {
  kind: 'required_reverse_flow',
  title: { 'zh-CN': '缺少必备的逆向流程', en: 'A required way back is missing' },
  description: {
    'zh-CN': '应用在清单里要求的逆向流程没有单据实现，或声明、不需要的理由与定义不符。',
    en: 'A way back that the manifest asks for is no document, or what a document declares, or a reason for having none, is not so.',
  },
  find: (process, wishes) => [
    ...wishes.flatMap((wish) => missingOf(process, wish, wishes.length === 1)),
    ...process.forms.flatMap((form) => wrongOf(process, form)),
  ],
};

/**
 * Kinds without a document, unless the manifest says why none is needed; and reasons that do not hold. A reason speaks of the
 * template's own documents: beside others, one of them may bring what this one does without.
 */
function missingOf(
  { forms }: Process,
  { template, setting }: CompletenessWish,
  isAlone: boolean,
): readonly Gap[] {
  return (setting.reverseFlows ?? []).flatMap(({ kind, title, notNeeded }, at) => {
    const keeper = forms.find(({ reverses = [] }) => reverses.some((each) => each.kind === kind));
    if ((keeper === undefined) === (notNeeded !== undefined)) return [];
    if (keeper && !isAlone) return [];
    const code = keeper ? 'reverse_flow_needed' : 'reverse_flow_missing';
    const params = keeper ? { title, form: keeper.title } : { kind, title };
    return [
      {
        ...warning(code, pointer('/completeness', 'reverseFlows', at), params),
        definition: { kind: 'template' as const, key: template },
        about: kind,
        // Another template may be about to bring it.
        isAdvice: keeper !== undefined,
      },
    ];
  });
}

function wrongOf(process: Process, form: FormDefinition): readonly Gap[] {
  return (form.reverses ?? []).flatMap(({ form: target, action }, at): readonly Gap[] => {
    const base = pointer('/reverses', at);
    const definition = { kind: 'form' as const, key: form.key };
    const taken = process.form(target);
    if (!taken)
      return [
        { ...issue('unknown_form', `${base}/form`, { form: target }), definition, about: `form-${at}` },
      ];
    const isKnown = action === undefined || form.lifecycle?.actions?.some(({ id }) => id === action) === true;
    if (!isKnown)
      return [
        { ...issue('unknown_action', `${base}/action`, { action }), definition, about: `action-${at}` },
      ];
    if (isBooked(process, form.key, target)) return [];
    return [
      {
        ...warning('reverse_flow_without_posting', base, { form: form.title, target: taken.title }),
        definition,
        about: `posting-${at}`,
      },
    ];
  });
}

/** What was booked is booked back: by a posting of the document that says so, which undoes, returns, values anew, or moves the other way. */
function isBooked(process: Process, form: string, target: string): boolean {
  const forward = process.forwardPostings(target);
  if (forward.length === 0) return true;
  return [...process.postings.values()].some(
    (posting) =>
      posting.form === form &&
      process.isAsked(posting.key) &&
      (posting.recosts !== undefined ||
        forward.some(({ key }) => process.waysBack(key).includes(posting)) ||
        forward.some((each) => movesBack(posting, each)) ||
        posting.movements.some(({ link }) =>
          link?.postings.some((key) => forward.some((each) => each.key === key)),
        )),
  );
}

/** Whether a posting moves a register the other way: what came in with one document leaves with the other. */
function movesBack(back: PostingDefinition, { movements }: PostingDefinition): boolean {
  return back.movements.some(({ register, direction }) =>
    movements.some(
      (rule) =>
        rule.register === register &&
        ((rule.direction === 'in' && direction === 'out') ||
          (rule.direction === 'out' && direction === 'in')),
    ),
  );
}
