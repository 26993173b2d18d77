import type { AccessDecision, RowScope } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { noRight } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { grantOf, readGrant } from '../../records/form-grant.js';

/** The rows that both scopes cover; nothing where that cannot be said. */
function common(one: RowScope, other: RowScope): RowScope | undefined {
  if (one === other || other === 'all') return one;
  if (one === 'all') return other;
  if (one === 'own_or_assigned') return other;
  return other === 'own_or_assigned' ? one : undefined;
}

/** What a subject may take out of a form: what he reads there, as far as a grant to export covers it. */
export function exportGrant(release: CompiledRelease, subject: Subject, model: FormModel): AccessDecision {
  const read = readGrant(release, subject, model);
  const taken = grantOf(release, subject, model.key, 'export');
  const rows = taken.allowed ? common(read.rows, taken.rows) : undefined;
  if (rows === undefined) throw noRight({ form: model.title, action: 'export' });
  return { allowed: true, rows, hidden: new Set([...read.hidden, ...taken.hidden]) };
}
