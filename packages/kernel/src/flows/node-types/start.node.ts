import type { Static } from '@sinclair/typebox';
import { pointer } from '../../foundation/index.js';
import { configObject, fieldList, peopleList } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';
import { formulasOf, verifySources } from '../people.js';
import { verifyFields } from '../verify-assignees.js';

const StartConfig = configObject({
  starters: peopleList('谁可以发起（不填则不限）', 'Who may start it (everybody when empty)'),
  editable: fieldList('退回后可修改的字段（不填则不限）', 'Editable after a return (all when empty)'),
  required: fieldList('必填的字段', 'Required fields'),
  readOnly: fieldList('只读的字段', 'Read-only fields'),
  hidden: fieldList('隐藏的字段', 'Hidden fields'),
});
export type StartConfig = Static<typeof StartConfig>;

/** Where every instance begins. */
export const startNode: NodeTypePart = {
  kind: 'start',
  version: 1,
  title: { 'zh-CN': '发起', en: 'Start' },
  description: {
    'zh-CN': '流程从这里开始，每个流程只有一个',
    en: 'Where the flow begins; every flow has exactly one',
  },
  config: StartConfig,
  isStart: true,
  isEnd: false,
  isBranch: false,
  waits: false,
  formulas: (config) => formulasOf((config as StartConfig).starters ?? []),
  peopleFields: (config) => formulasOf((config as StartConfig).starters ?? []),
  verify(node, context) {
    const config = node.config as StartConfig;
    return [
      ...verifySources(config.starters ?? [], pointer(context.path, 'starters'), context),
      ...(['editable', 'required', 'readOnly', 'hidden'] as const).flatMap((name) =>
        verifyFields(config[name] ?? [], pointer(context.path, name), context),
      ),
    ];
  },
  enter: (node) => onward(node),
};
