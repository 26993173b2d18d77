import type { CompiledRelease } from '@dougong/kernel/commands';
import { plainTitle, seesAllBehind } from '../channels/announcement-facts.js';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { isWithinViewer } from '../records/form-grant.js';
import type { NotificationView } from './typeorm-notification-store.js';

/**
 * A notification as somebody sees it who looks on. Its text was written for whoever got it and may repeat fields, those behind
 * references too; which ones is not kept. So only who sees all of these forms is shown it, others read what it is about, and who
 * does not see the records is not told of it.
 */
export function seenByViewer<Entry extends NotificationView>(
  release: CompiledRelease,
  subject: Subject,
  entry: Entry,
): Entry | undefined {
  const { viewer } = kernelSubject(subject);
  if (viewer === undefined || entry.form === null) return entry;
  if (!isWithinViewer(release, subject, entry.form)) return undefined;
  return seesAllBehind(release, viewer, entry.form)
    ? entry
    : { ...entry, title: plainTitle(release, entry.form), body: null };
}
