import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { configObject, option, titled } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';

const EndConfig = configObject({
  result: Type.Optional(
    Type.Union([option('approved', '通过', 'Approved'), option('rejected', '拒绝', 'Rejected')], {
      ...titled('结果', 'Result'),
      default: 'approved',
    }),
  ),
  terminate: Type.Optional(
    Type.Boolean({ ...titled('同时取消其他未完成的步骤', 'Cancel everything still open'), default: false }),
  ),
});
type EndConfig = Static<typeof EndConfig>;

/** Takes a token out; the instance ends with the last one. */
export const endNode: NodeTypePart = {
  kind: 'end',
  version: 1,
  title: { 'zh-CN': '结束', en: 'End' },
  description: { 'zh-CN': '流程在这里结束', en: 'Where the flow ends' },
  config: EndConfig,
  isStart: false,
  isEnd: true,
  isBranch: false,
  waits: false,
  verify: () => [],
  enter(node) {
    const { result, terminate } = node.config as EndConfig;
    return { move: 'end', rejected: result === 'rejected', terminate: terminate ?? false };
  },
};
