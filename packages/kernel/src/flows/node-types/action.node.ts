import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { issue, pointer } from '../../foundation/index.js';
import { RuleAction } from '../../metadata/index.js';
import { configObject, duration, titled } from '../config-fields.js';
import type { NodeNote, NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

const ActionConfig = configObject({
  actions: Type.Optional(Type.Array(RuleAction, { ...titled('执行动作', 'Actions'), 'x-widget': 'actions' })),
  approvedWithin: Type.Optional(duration('先执行，事后多久内审批', 'Done first, approved within')),
  tries: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 20,
      ...titled('外部调用最多几次', 'Tries of an outside call'),
      default: 3,
    }),
  ),
  retryAfter: Type.Optional({
    ...duration('失败后隔多久再试', 'Time before another try'),
    default: 'PT1M',
  }),
});
type ActionConfig = Static<typeof ActionConfig>;

/** What leaves the database cannot be taken back with the transaction: the flow waits until it is reported done. */
const OUTSIDE: ReadonlySet<string> = new Set(['callWebhook']);

function split({ actions = [] }: ActionConfig): {
  inside: readonly RuleAction[];
  outside: readonly RuleAction[];
} {
  const [outside, inside] = [true, false].map((wanted) =>
    actions.filter((action) => OUTSIDE.has(action.type) === wanted),
  );
  return { inside: inside ?? [], outside: outside ?? [] };
}

/** Has rule actions carried out in the transaction of the step, then calls other systems and waits for them. */
export const actionNode: NodeTypePart = {
  kind: 'action',
  version: 1,
  title: { 'zh-CN': '自动动作', en: 'Action' },
  description: {
    'zh-CN': '自动执行动作：更新、新建、过账、通知、调用外部接口',
    en: 'Carries out actions by itself: update, create, post, notify, call another system',
  },
  config: ActionConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: false,
  actions: (config) => (config as ActionConfig).actions ?? [],
  approvedWithin: (config) => (config as ActionConfig).approvedWithin,
  calls: (config) => ({
    calls: split(config as ActionConfig).outside,
    tries: (config as ActionConfig).tries ?? 3,
    retryAfter: (config as ActionConfig).retryAfter ?? 'PT1M',
  }),
  verify(node, context) {
    const { actions = [] } = node.config as ActionConfig;
    return actions.length === 0 ? [issue('no_actions', pointer(context.path, 'actions'))] : [];
  },
  enter(node) {
    const { inside, outside } = split(node.config as ActionConfig);
    const notes: NodeNote[] = [
      { note: 'actions', actions: inside },
      { note: 'event', kind: 'actions_run', payload: { actions: inside.map((action) => action.id) } },
    ];
    if (outside.length === 0) return onward(node, 'done', notes);
    return { move: 'call', notes: inside.length === 0 ? [] : notes };
  },
  decide: (node) => onward(node, 'done'),
};
