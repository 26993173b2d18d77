import { isError, issue, pointer, warning } from '../foundation/index.js';
import type { AssigneeConfig } from './assignee-config.js';
import type { NodeIssue, VerifyContext } from './node-type.js';
import { verifySources } from './people.js';

/** Checks the rules of a node that asks people. */
export function verifyAssignees(config: AssigneeConfig, context: VerifyContext): readonly NodeIssue[] {
  return [
    ...verifyPeople(config, context),
    ...verifyMode(config, context),
    ...verifyRefusal(config, context),
    ...verifyTimeout(config, context),
    ...(config.escalation ?? []).flatMap(({ to = [] }, at) =>
      verifySources(to, pointer(context.path, 'escalation', at, 'to'), context),
    ),
    ...(['editable', 'required', 'readOnly', 'hidden'] as const).flatMap((name) =>
      verifyFields(config[name] ?? [], pointer(context.path, name), context),
    ),
  ];
}

function verifyPeople(
  { assignees = [], empty }: AssigneeConfig,
  context: VerifyContext,
): readonly NodeIssue[] {
  const path = pointer(context.path, 'assignees');
  if (assignees.length === 0) return [issue('no_assignee', path)];
  const found = verifySources(assignees, path, context);
  const rule = empty ?? context.settings?.empty ?? 'to_admin';
  const endsWithAdmin = rule === 'to_admin' || rule === 'forbid_start';
  if (!endsWithAdmin || context.admin !== undefined || found.some(isError)) return found;
  return [...found, warning('no_admin', pointer(context.path, 'empty'))];
}

function verifyMode({ mode, passPercent }: AssigneeConfig, context: VerifyContext): readonly NodeIssue[] {
  if (mode !== 'vote') return [];
  const isShare = passPercent !== undefined && passPercent >= 1 && passPercent <= 100;
  return isShare ? [] : [issue('bad_percent', pointer(context.path, 'passPercent'))];
}

function verifyRefusal({ onReject }: AssigneeConfig, context: VerifyContext): readonly NodeIssue[] {
  const path = pointer(context.path, 'onReject');
  if (onReject === 'edge' && !context.lines.some((line) => line.on === 'rejected'))
    return [issue('missing_reject_line', path)];
  return [];
}

function verifyTimeout({ timeout }: AssigneeConfig, context: VerifyContext): readonly NodeIssue[] {
  const path = pointer(context.path, 'timeout');
  if (timeout?.action === 'edge' && !context.lines.some((line) => line.on === 'timeout'))
    return [issue('missing_timeout_line', path)];
  if (timeout?.action !== 'transfer') return [];
  if (timeout.to === undefined) return [issue('no_heir', pointer(path, 'to'))];
  return context.users?.includes(timeout.to) === false
    ? [issue('unknown_user', pointer(path, 'to'), { user: timeout.to })]
    : [];
}

/** Checks that the fields are there. */
export function verifyFields(
  fields: readonly string[],
  path: string,
  context: VerifyContext,
): readonly NodeIssue[] {
  return fields.flatMap((field, at) =>
    hasField(context, field) ? [] : [issue('field_missing', pointer(path, at), { field })],
  );
}

/** Whether the form itself has the field, in its header or in a line. */
function hasField({ scope }: VerifyContext, path: string): boolean {
  const [head = '', column] = path.split('.');
  const type = Object.hasOwn(scope.fields, head) ? scope.fields[head] : undefined;
  if (column === undefined) return type !== undefined;
  return type?.kind === 'table' && Object.hasOwn(type.columns, column);
}
