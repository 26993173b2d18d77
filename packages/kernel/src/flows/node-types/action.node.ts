import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { issue, pointer } from '../../foundation/index.js';
import { RuleAction } from '../../metadata/index.js';
import { configObject, titled } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

const ActionConfig = configObject({
  actions: Type.Optional(Type.Array(RuleAction, { ...titled('执行动作', 'Actions'), 'x-widget': 'actions' })),
});
type ActionConfig = Static<typeof ActionConfig>;

/** Has rule actions carried out in the transaction of the step. */
export const actionNode: NodeTypePart = {
  kind: 'action',
  version: 1,
  title: { 'zh-CN': '自动动作', en: 'Action' },
  description: {
    'zh-CN': '自动执行动作：更新、新建、过账、通知',
    en: 'Carries out actions by itself: update, create, post, notify',
  },
  config: ActionConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: false,
  actions: (config) => (config as ActionConfig).actions ?? [],
  verify(node, context) {
    const { actions = [] } = node.config as ActionConfig;
    return actions.length === 0 ? [issue('no_actions', pointer(context.path, 'actions'))] : [];
  },
  enter(node) {
    const { actions = [] } = node.config as ActionConfig;
    return onward(node, 'done', [
      { note: 'actions', actions },
      { note: 'event', kind: 'actions_run', payload: { actions: actions.map((action) => action.id) } },
    ]);
  },
};
