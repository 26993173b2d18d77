import { isEverything } from '@dougong/kernel/access';
import type { AccessDecision, RowReach, RowScope } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { noRight } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { grantOf, readGrant } from '../../records/form-grant.js';

/** The reaches that both scopes have; nothing where that cannot be said. */
function common(one: RowScope, other: RowScope): RowScope | undefined {
  if (isEverything(other)) return one;
  if (isEverything(one)) return other;
  const others = new Set(other.map(nameOf));
  const both = one.filter((reach) => others.has(nameOf(reach)));
  return both.length === 0 ? undefined : both;
}

function nameOf({ rows, states, where }: RowReach): string {
  return JSON.stringify([rows, states ?? null, where ?? null]);
}

/** What a subject may take out of a form: what he reads there, as far as a grant to export covers it. */
export function exportGrant(release: CompiledRelease, subject: Subject, model: FormModel): AccessDecision {
  const read = readGrant(release, subject, model);
  const taken = grantOf(release, subject, model.key, 'export');
  const rows = taken.allowed ? common(read.rows, taken.rows) : undefined;
  if (rows === undefined) throw noRight({ form: model.title, action: 'export' });
  return { ...read, rows, hidden: new Set([...read.hidden, ...taken.hidden]) };
}
