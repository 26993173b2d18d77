import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { assigneeProperties } from '../assignee-config.js';
import { askPeople } from '../assignees.js';
import { configObject, option, titled } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward, refuse } from '../onward.js';
import { verifyAssignees } from '../verify-assignees.js';
import { asksPeople, workPolicyOf } from '../work-parts.js';

const ApprovalConfig = configObject({
  ...assigneeProperties,
  opinion: Type.Optional(
    Type.Union(
      [
        option('optional', '选填', 'Optional'),
        option('required', '必填', 'Required'),
        option('required_on_reject', '拒绝时必填', 'Required on refusal'),
      ],
      { ...titled('审批意见', 'Opinion'), default: 'optional' },
    ),
  ),
});
type ApprovalConfig = Static<typeof ApprovalConfig>;

/** Asks people for a yes or a no. */
export const approvalNode: NodeTypePart = {
  kind: 'approval',
  version: 1,
  title: { 'zh-CN': '审批', en: 'Approval' },
  description: { 'zh-CN': '由审批人同意或拒绝', en: 'People agree or refuse' },
  config: ApprovalConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: true,
  ...asksPeople,
  work: (config) =>
    workPolicyOf(config as ApprovalConfig, {
      answers: { approve: 'approved', reject: 'rejected' },
      opinion: (config as ApprovalConfig).opinion ?? 'optional',
    }),
  verify: (node, context) => verifyAssignees(node.config as ApprovalConfig, context),
  enter: (node, moment) => askPeople(node, 'approve', moment),
  decide(node, verdict, isAuto) {
    if (verdict === 'approved') return onward(node, isAuto ? 'auto_approved' : 'approved');
    const { onReject } = node.config as ApprovalConfig;
    return refuse(node, onReject, isAuto ? 'auto_rejected' : 'rejected');
  },
};
