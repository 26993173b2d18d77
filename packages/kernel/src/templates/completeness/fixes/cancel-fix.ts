import type { FormDefinition } from '../../../metadata/index.js';
import type { CompletenessFix } from '../completeness-rule.js';

const CANCELLED = 'cancelled';
const CANCEL = 'cancel';

/** An action that cancels a document that is done. */
export function cancelFix(form: FormDefinition): CompletenessFix | undefined {
  const { lifecycle } = form;
  const from = lifecycle?.states.filter(({ tone }) => tone === 'done').map(({ id }) => id) ?? [];
  if (!lifecycle || from.length === 0 || lifecycle.actions?.some(({ id }) => id === CANCEL)) return undefined;
  const state = { id: CANCELLED, title: { 'zh-CN': '已取消', en: 'Cancelled' }, tone: 'refused' as const };
  const isKnown = lifecycle.states.some(({ id }) => id === CANCELLED);
  const action = { id: CANCEL, title: { 'zh-CN': '取消', en: 'Cancel' }, from, to: CANCELLED };
  const changed: FormDefinition = {
    ...form,
    lifecycle: {
      ...lifecycle,
      states: isKnown ? lifecycle.states : [...lifecycle.states, state],
      actions: [...(lifecycle.actions ?? []), action],
    },
  };
  return {
    title: { 'zh-CN': '添加动作“取消”', en: 'Add an action "Cancel"' },
    definitions: [changed],
  };
}
