import type { ReconciliationDefinition } from '@dougong/kernel/metadata';
import type { DifferenceAct } from '@dougong/kernel/reconciliation';
import { noRight } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { DifferenceView } from './difference-view.js';

/** Whether somebody sees every difference of a definition. */
export function seesAll(
  { rights, roles }: Subject,
  { approver }: Pick<ReconciliationDefinition, 'approver'>,
): boolean {
  return rights.reconcile || rights.audit || roles.includes(approver);
}

/** Whether a difference is somebody's: it is assigned to him or to a role of his. */
export function isOwn(
  { id, roles }: Subject,
  { assignee, role }: Pick<DifferenceView, 'assignee' | 'role'>,
): boolean {
  return assignee === id || roles.includes(role);
}

const BY_APPROVER: ReadonlySet<DifferenceAct> = new Set(['approve', 'close', 'reopen']);

/** Owners explain and mend; approvers approve, close and open again; whoever reconciles assigns, explains and mends as well. */
export function requireAct(
  subject: Subject,
  act: DifferenceAct,
  definition: Pick<ReconciliationDefinition, 'approver'>,
  difference: Pick<DifferenceView, 'assignee' | 'role'>,
): void {
  if (BY_APPROVER.has(act)) {
    if (!subject.roles.includes(definition.approver)) throw noRight({ role: definition.approver });
  } else if (!subject.rights.reconcile && !isOwn(subject, difference)) throw noRight({ right: 'reconcile' });
}
