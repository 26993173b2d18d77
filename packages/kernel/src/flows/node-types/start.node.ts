import { configObject } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

/** Where every instance begins. */
export const startNode: NodeTypePart = {
  kind: 'start',
  version: 1,
  title: { 'zh-CN': '发起', en: 'Start' },
  description: {
    'zh-CN': '流程从这里开始，每个流程只有一个',
    en: 'Where the flow begins; every flow has exactly one',
  },
  config: configObject({}),
  isStart: true,
  isEnd: false,
  isBranch: false,
  waits: false,
  verify: () => [],
  enter: (node) => onward(node),
};
