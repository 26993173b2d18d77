import type { SealTone } from '@dougong/ui/shell';
import type { Instance, InstanceStatus, OpenWork } from '../wire.js';

export const STATUS_TONES: Readonly<Record<InstanceStatus, SealTone>> = {
  running: 'progress',
  returned: 'refused',
  suspended: 'warning',
  approved: 'done',
  rejected: 'refused',
  revoked: 'reversed',
  cancelled: 'reversed',
};

/** The to-do that is due first; it decides whether the instance is late. */
export function firstDue(open: readonly OpenWork[]): string | undefined {
  return open
    .flatMap(({ dueAt }) => dueAt ?? [])
    .sort()
    .at(0);
}

/** What people know the instance by: the number of its document. */
export function codeOf({ record, id }: Instance): string {
  return record.code ?? record.title ?? id.slice(0, 8);
}

/** Whether it has come to its end. */
export function hasEnded({ endedAt }: Instance): boolean {
  return endedAt !== null;
}
