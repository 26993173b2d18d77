import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { assigneeProperties, openForPeople, verifyAssignees } from '../assignees.js';
import { configObject, option, titled } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward, refuse } from '../onward.js';
import { formulasOf } from '../people.js';

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
  exits: (config) => ((config as ApprovalConfig).onReject === 'edge' ? ['rejected'] : []),
  peopleFields: (config) => formulasOf((config as ApprovalConfig).assignees ?? []),
  work: (config) => ({
    answers: { approve: 'approved', reject: 'rejected' },
    editable: (config as ApprovalConfig).editable ?? [],
    opinion: (config as ApprovalConfig).opinion ?? 'optional',
  }),
  verify: (node, context) => verifyAssignees(node.config as ApprovalConfig, context),
  enter: (node, moment) => openForPeople(node, 'approve', moment),
  decide(node, token, open) {
    const answer = token.answers?.at(-1);
    if (answer?.outcome === 'rejected')
      return refuse(node, (node.config as ApprovalConfig).onReject, 'rejected');
    return token.mode === 'all' && open > 0 ? null : onward(node, 'approved');
  },
};
