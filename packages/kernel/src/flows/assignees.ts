import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { isError, issue, pointer, warning } from '../foundation/index.js';
import { configObject, dueIn, editableFields, option, peopleList, titled } from './config-fields.js';
import type { CompiledNode } from './flow-model.js';
import type { WorkKind } from './flow-state.js';
import type { NodeIssue, NodeMoment, NodeMove, VerifyContext } from './node-type.js';
import { onward, refuse } from './onward.js';
import { activeUsers, onePerUser, verifySources } from './people.js';

/** Rules about who gets the to-dos of a node; shared by every node type that asks people. */
export const assigneeProperties = {
  assignees: peopleList('处理人', 'Assignees'),
  mode: Type.Optional(
    Type.Union(
      [
        option('any', '或签：一人处理即可', 'Any one decides'),
        option('all', '会签：所有人都要处理', 'All must agree'),
      ],
      {
        ...titled('多人处理方式', 'With several people'),
        default: 'any',
      },
    ),
  ),
  empty: Type.Optional(
    Type.Union(
      [
        option('to_admin', '转交流程管理员', 'Hand to the flow administrator'),
        option('auto_pass', '自动通过', 'Pass by itself'),
        option('auto_reject', '自动拒绝', 'Refuse by itself'),
      ],
      { ...titled('没有处理人时', 'When nobody is found'), default: 'to_admin' },
    ),
  ),
  self: Type.Optional(
    Type.Union(
      [
        option('allow', '由发起人自己处理', 'The starter may decide'),
        option('skip', '跳过发起人', 'Leave the starter out'),
      ],
      {
        ...titled('处理人是发起人时', 'When the starter is an assignee'),
        default: 'allow',
      },
    ),
  ),
  onReject: Type.Optional(
    Type.Union(
      [
        option('end', '结束流程', 'End the flow'),
        option('edge', '走“不同意”连线', 'Follow the refusal line'),
      ],
      {
        ...titled('拒绝时', 'On refusal'),
        default: 'end',
      },
    ),
  ),
  dueIn,
  editable: editableFields,
};

export const AssigneeConfig = configObject(assigneeProperties);
export type AssigneeConfig = Static<typeof AssigneeConfig>;

/**
 * Opens a node for its people. The order of the rules is fixed: resolve, drop the inactive, self rule,
 * one to-do a user, empty rule.
 */
export function openForPeople(node: CompiledNode, kind: WorkKind, moment: NodeMoment): NodeMove {
  const config = node.config as AssigneeConfig;
  const found = activeUsers(config.assignees ?? [], moment);
  const kept = config.self === 'skip' ? found.filter((user) => user !== moment.starter) : found;
  // Only the starter was asked and he is left out: that is a pass, not an empty node.
  if (kept.length === 0 && found.length > 0) return onward(node, 'auto_approved');
  if (kept.length === 0) return openEmpty(node, kind, config, moment);
  return wait(kind, onePerUser(kept), config.mode ?? 'any', config);
}

function openEmpty(node: CompiledNode, kind: WorkKind, config: AssigneeConfig, moment: NodeMoment): NodeMove {
  if (config.empty === 'auto_pass') return onward(node, 'auto_approved');
  if (config.empty === 'auto_reject') return refuse(node, config.onReject, 'auto_rejected');
  const admins = moment.admin === undefined ? [] : activeUsers([{ role: moment.admin }], moment);
  if (admins.length === 0) return { move: 'stuck', reason: 'no_assignee' };
  return wait(kind, onePerUser(admins), 'any', config);
}

function wait(
  kind: WorkKind,
  people: readonly string[],
  mode: 'any' | 'all',
  config: AssigneeConfig,
): NodeMove {
  return { move: 'wait', kind, people, mode, ...(config.dueIn === undefined ? {} : { dueIn: config.dueIn }) };
}

/** Checks the assignee rules of a node. */
export function verifyAssignees(config: AssigneeConfig, context: VerifyContext): readonly NodeIssue[] {
  const path = pointer(context.path, 'assignees');
  const assignees = config.assignees ?? [];
  const found: NodeIssue[] = [...verifySources(assignees, path, context)];
  if (assignees.length === 0) found.push(issue('no_assignee', path));
  if (config.onReject === 'edge' && !context.lines.some((line) => line.on === 'rejected')) {
    found.push(issue('missing_reject_line', pointer(context.path, 'onReject')));
  }
  if ((config.empty ?? 'to_admin') === 'to_admin' && context.admin === undefined && !found.some(isError)) {
    found.push(warning('no_admin', pointer(context.path, 'empty')));
  }
  for (const [at, field] of (config.editable ?? []).entries()) {
    if (!hasField(context, field))
      found.push(issue('field_missing', pointer(context.path, 'editable', at), { field }));
  }
  return found;
}

/** Whether the form itself has the field, in its header or in a line. */
function hasField({ scope }: VerifyContext, path: string): boolean {
  const [head = '', column] = path.split('.');
  const type = Object.hasOwn(scope.fields, head) ? scope.fields[head] : undefined;
  if (column === undefined) return type !== undefined;
  return type?.kind === 'table' && Object.hasOwn(type.columns, column);
}
