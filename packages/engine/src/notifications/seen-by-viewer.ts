import type { CompiledRelease } from '@dougong/kernel/commands';
import { plainTitle } from '../channels/announcement-facts.js';
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
  const isOpen = formsBehind(release, entry.form).every((form) => {
    const { allowed, hidden } = release.access.can(viewer, form, 'read');
    return allowed && hidden.size === 0;
  });
  return isOpen ? entry : { ...entry, title: plainTitle(release, entry.form), body: null };
}

/** The form and all that its references lead to. */
function formsBehind(release: CompiledRelease, first: string): readonly string[] {
  const found = new Set([first]);
  for (const key of found) {
    const model = release.models.get(key);
    const fields = [...(model?.fields ?? []), ...(model?.lines.flatMap((line) => line.fields) ?? [])];
    for (const { schema } of fields) if ('x-reference' in schema) found.add(schema['x-reference'].form);
  }
  return [...found];
}
