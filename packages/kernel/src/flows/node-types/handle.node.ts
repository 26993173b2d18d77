import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { assigneeProperties } from '../assignee-config.js';
import { askPeople } from '../assignees.js';
import { configObject, option, titled } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward, refuse } from '../onward.js';
import { verifyAssignees } from '../verify-assignees.js';
import { asksPeople, workPolicyOf } from '../work-parts.js';

const HandleConfig = configObject({
  ...assigneeProperties,
  opinion: Type.Optional(
    Type.Union([option('optional', '选填', 'Optional'), option('required', '必填', 'Required')], {
      ...titled('处理说明', 'Remark'),
      default: 'optional',
    }),
  ),
});
type HandleConfig = Static<typeof HandleConfig>;

/** Asks people to do something and to say when it is done; there is nothing to refuse. */
export const handleNode: NodeTypePart = {
  kind: 'handle',
  version: 1,
  title: { 'zh-CN': '办理', en: 'Handle' },
  description: { 'zh-CN': '由办理人完成工作后提交', en: 'People do the work and submit' },
  config: HandleConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: true,
  ...asksPeople,
  work: (config) =>
    workPolicyOf(config as HandleConfig, {
      answers: { submit: 'submitted' },
      opinion: (config as HandleConfig).opinion ?? 'optional',
    }),
  verify: (node, context) => verifyAssignees(node.config as HandleConfig, context),
  enter: (node, moment) => askPeople(node, 'handle', moment),
  // Only a time limit, or nobody to ask, can refuse work that is to be done.
  decide(node, verdict, isAuto) {
    if (verdict === 'approved') return onward(node, isAuto ? 'auto_approved' : 'submitted');
    return refuse(node, (node.config as HandleConfig).onReject, 'auto_rejected');
  },
};
