import type { FormDefinition, LifecycleState } from '../../../metadata/index.js';
import type { CompletenessFix } from '../completeness-rule.js';

/** An action from a state without one to the first state in which the document is done. */
export function exitFix(form: FormDefinition, state: LifecycleState): CompletenessFix | undefined {
  const { lifecycle } = form;
  const target = lifecycle?.states.find(({ tone, id }) => tone === 'done' && id !== state.id);
  if (!lifecycle || !target) return undefined;
  const taken = new Set((lifecycle.actions ?? []).map(({ id }) => id));
  const wanted = `finish_${state.id}`.slice(0, 40);
  const id = taken.has(wanted) ? undefined : wanted;
  if (id === undefined) return undefined;
  const action = { id, title: { 'zh-CN': '完成', en: 'Finish' }, from: [state.id], to: target.id };
  return {
    title: {
      'zh-CN': `添加从“${state.title['zh-CN']}”到“${target.title['zh-CN']}”的动作`,
      en: `Add an action from "${state.title.en}" to "${target.title.en}"`,
    },
    definitions: [{ ...form, lifecycle: { ...lifecycle, actions: [...(lifecycle.actions ?? []), action] } }],
  };
}
