import { isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FunctionPart } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import { kernelSubject } from '../identity/kernel-subject.js';
import type { Subject } from '../identity/subject.js';
import { grantOf } from '../records/form-grant.js';

/**
 * The functions of the release that a subject may call: designers all, others those that work out a number which he is
 * shown anyway, with those that these call in turn. A formula may hold what only designers should know.
 */
export function usableFunctions(release: CompiledRelease, subject: Subject): readonly FunctionPart[] {
  const { functions } = release;
  if (functions.length === 0 || isDesigner(release, subject)) return functions;
  const called = new Set<string>();
  for (const model of release.models.values()) noteCalled(release, subject, model, called);
  return functions.filter(({ code }) => called.has(code));
}

/** Whether a subject works on definitions, which he then sees whole. */
export function isDesigner(release: CompiledRelease, subject: Subject): boolean {
  return release.access.hasRight(kernelSubject(subject), 'design');
}

function noteCalled(release: CompiledRelease, subject: Subject, model: FormModel, called: Set<string>): void {
  if (model.graph.calling.length === 0) return;
  const grants = ['read', 'create'].map((action) => grantOf(release, subject, model.key, action));
  const shown = model.graph.calling.filter(({ path }) =>
    grants.some(({ allowed, hidden }) => allowed && !isPathHidden(hidden, path)),
  );
  for (const { formula } of shown) noteAll(release, formula?.calls ?? [], called);
}

function noteAll(release: CompiledRelease, calls: readonly string[], called: Set<string>): void {
  for (const code of calls) {
    if (called.has(code)) continue;
    called.add(code);
    noteAll(release, release.formulas.get(code)?.calls ?? [], called);
  }
}
