import { pointer, warning } from '../../../foundation/index.js';
import type { FormDefinition, LifecycleState } from '../../../metadata/index.js';
import type { CompletenessRule, Gap } from '../completeness-rule.js';
import { exitFix } from '../fixes/exit-fix.js';
import { actionsIn, transitionOf } from '../process.js';
import type { Process } from '../process.js';

/** Tones of states in which nothing more has to happen. */
const FINAL: ReadonlySet<LifecycleState['tone']> = new Set(['done', 'refused']);

/** A state that is not final, and that nothing leads out of. */
export const stateWithoutExit: CompletenessRule = {
  kind: 'state_without_exit',
  title: { 'zh-CN': '状态没有出口', en: 'State without an exit' },
  description: {
    'zh-CN': '状态不是终态，却没有动作、流程或规则能离开它。',
    en: 'A state is not final, and no action, flow or rule leaves it.',
  },
  find: (process) => process.forms.flatMap((form) => gapsOf(process, form)),
};

function gapsOf(process: Process, form: FormDefinition): readonly Gap[] {
  const { lifecycle } = form;
  if (!lifecycle || lifecycle.states.length < 2) return [];
  const left = new Set([
    ...(lifecycle.actions ?? []).flatMap(({ from }) => from),
    ...leftByItself(process, form.key),
  ]);
  return lifecycle.states.flatMap((state, at) => {
    if (FINAL.has(state.tone) || left.has(state.id)) return [];
    const fix = exitFix(form, state);
    return [
      {
        ...warning('state_without_exit', pointer('/lifecycle', 'states', at), { state: state.title }),
        definition: { kind: 'form' as const, key: form.key },
        about: state.id,
        ...(fix ? { fix } : {}),
      },
    ];
  });
}

/** States that a flow or a rule leaves: those in which it runs, and those that it sets on its way. */
function leftByItself({ flows, rules }: Process, form: string): readonly string[] {
  const ofFlows = flows
    .filter((flow) => flow.form === form)
    .flatMap(({ states, nodes }) => {
      const onTheWay = nodes.flatMap(({ config }) => actionsIn(config).flatMap(transitionOf));
      const ends = [states.approved, states.rejected, states.returned, states.revoked, states.cancelled];
      // What it sets on its way is left when it ends in another state.
      return [
        ...[states.running ?? []].flat(),
        ...onTheWay.filter((state) => states.approved !== state && ends.length > 0),
      ];
    });
  const ofRules = rules
    .filter((rule) => rule.form === form && rule.actions.some((action) => transitionOf(action).length > 0))
    .flatMap(({ trigger }) => trigger.states ?? []);
  return [...ofFlows, ...ofRules];
}
