import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import {
  configObject,
  dueIn,
  duration,
  fieldList,
  oneUser,
  option,
  otherNode,
  peopleList,
  titled,
  toggle,
} from './config-fields.js';

/** What every node that asks people can be told. */

const closed = { additionalProperties: false };

const empty = Type.Optional(
  Type.Union(
    [
      option('to_admin', '转交流程管理员', 'Hand to the flow administrator'),
      option('auto_pass', '自动通过', 'Pass by itself'),
      option('auto_reject', '自动拒绝', 'Refuse by itself'),
      option('forbid_start', '不允许发起', 'Do not let it start'),
      Type.Object(
        { user: oneUser('指定人员', 'A named user') },
        { ...closed, ...titled('转交指定人员', 'Hand to a named user') },
      ),
    ],
    { ...titled('没有处理人时', 'When nobody is found'), 'x-widget': 'empty', default: 'to_admin' },
  ),
);

/** What becomes of a flow when the node is refused. */
export const onReject = Type.Optional(
  Type.Union(
    [
      option('end', '结束流程', 'End the flow'),
      option('edge', '走“不同意”连线', 'Follow the refusal line'),
      Type.Object(
        { return: otherNode('节点', 'Step') },
        { ...closed, ...titled('退回到某个节点', 'Go back to a step') },
      ),
    ],
    { ...titled('拒绝时', 'On refusal'), 'x-widget': 'onReject', default: 'end' },
  ),
);

const timeout = Type.Optional(
  Type.Object(
    {
      after: duration('多久之后', 'After'),
      action: Type.Union(
        [
          option('remind', '提醒', 'Remind'),
          option('pass', '自动通过', 'Pass by itself'),
          option('reject', '自动拒绝', 'Refuse by itself'),
          option('transfer', '转交他人', 'Hand to somebody else'),
          option('edge', '走“超时”连线', 'Follow the line for late ones'),
        ],
        titled('超时后', 'What happens'),
      ),
      to: Type.Optional(oneUser('转交给', 'Hand to')),
      every: Type.Optional(duration('之后每隔', 'Then every')),
      max: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, ...titled('最多几次', 'At most') })),
    },
    { ...closed, ...titled('超时处理', 'When it is late'), 'x-widget': 'timeout' },
  ),
);

/** Each level is told once, however long it takes; a level without people reminds those who owe an answer. */
const escalation = Type.Optional(
  Type.Array(
    Type.Object(
      {
        after: duration('多久之后', 'After'),
        to: peopleList('通知谁（不填则提醒处理人）', 'Whom (assignees when empty)'),
      },
      closed,
    ),
    { ...titled('逐级催办', 'Escalation'), maxItems: 10 },
  ),
);

/** Rules about who gets the to-dos of a node, how their answers count and what they may do besides answering. */
export const assigneeProperties = {
  assignees: peopleList('处理人', 'Assignees'),
  mode: Type.Optional(
    Type.Union(
      [
        option('any', '或签：一人处理即可', 'Any one decides'),
        option('all', '会签：所有人都要处理', 'All must agree'),
        option('sequence', '依次：按顺序逐个处理', 'One after another'),
        option('vote', '票签：按比例表决', 'By vote'),
      ],
      { ...titled('多人处理方式', 'With several people'), default: 'any' },
    ),
  ),
  passPercent: Type.Optional(
    Type.Integer({ ...titled('通过比例（%）', 'Share that must agree (%)'), default: 100 }),
  ),
  rejectNeedsAll: toggle('全部拒绝才算拒绝', 'Refused only when everybody refuses', false),
  self: Type.Optional(
    Type.Union(
      [
        option('allow', '由发起人自己处理', 'The starter may decide'),
        option('skip', '跳过发起人', 'Leave the starter out'),
        option('to_leader', '转给发起人的上级', 'Hand to the leader of the starter'),
      ],
      { ...titled('处理人是发起人时', 'When the starter is an assignee'), default: 'allow' },
    ),
  ),
  empty,
  onReject,
  dueIn,
  timeout,
  escalation,
  editable: fieldList('可修改的字段', 'Editable fields'),
  required: fieldList('必填的字段', 'Required fields'),
  readOnly: fieldList('只读的字段', 'Read-only fields'),
  hidden: fieldList('隐藏的字段', 'Hidden fields'),
  allowTransfer: toggle('允许转办', 'May hand the task over', true),
  allowDelegate: toggle('允许委派', 'May ask somebody to help', true),
  allowAddSign: toggle('允许加签', 'May add signers', true),
  allowReturn: toggle('允许退回', 'May return the document', true),
};

export const AssigneeConfig = configObject(assigneeProperties);
export type AssigneeConfig = Static<typeof AssigneeConfig>;
