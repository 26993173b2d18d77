import { isEverything, isPathHidden } from '@dougong/kernel/access';
import type { AccessDecision } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';

/** A form of the release, or the answer that there is none. */
export function formOf(release: CompiledRelease, form: string): FormModel {
  const model = release.models.get(form);
  if (!model) throw notFound();
  return model;
}

/** What a subject may do with one action of a form. */
export function grantOf(
  release: CompiledRelease,
  subject: Subject,
  form: string,
  action: string,
): AccessDecision {
  return release.access.can(kernelSubject(subject), form, action);
}

/** The grant to read a form's records, or the refusal that there is none. */
export function readGrant(release: CompiledRelease, subject: Subject, model: FormModel): AccessDecision {
  const grant = grantOf(release, subject, model.key, 'read');
  if (!grant.allowed) throw noRight({ form: model.title, action: 'read' });
  return grant;
}

/** Whether somebody who looks on may see records of the form himself; whoever looks for himself always passes. */
export function isWithinViewer(release: CompiledRelease, subject: Subject, form: string): boolean {
  const viewer = kernelSubject(subject).viewer;
  if (!viewer) return true;
  const { allowed, rows } = release.access.can(viewer, form, 'read');
  return allowed && isEverything(rows);
}

/** The fields by which people know a form's records, as far as the subject may see them. */
export interface Naming {
  readonly code?: string;
  readonly title?: string;
}

/**
 * Names of records appear wherever something refers to them, for those too who may not open them; only a field that a
 * role hides stays hidden here as well.
 */
export function namingOf(release: CompiledRelease, subject: Subject, model: FormModel): Naming {
  const { hidden } = grantOf(release, subject, model.key, 'read');
  const shown = (key: string | undefined) =>
    key !== undefined && model.field(key) && !isPathHidden(hidden, key) ? key : undefined;
  const { codeField, titleField } = model.definition.ui;
  return { code: shown(codeField), title: shown(titleField) };
}
