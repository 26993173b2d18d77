import { isPathHidden } from '@dougong/kernel/access';
import type { AccessDecision } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { namesAsked } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { FormListView } from '@dougong/kernel/metadata';
import { isShownBehind } from '../expressions/sight.js';
import type { Sight } from '../expressions/sight.js';
import type { Subject } from '../identity/subject.js';

/** A form in a release, and who asks for its records by which grant. */
export interface AskedForm {
  readonly release: CompiledRelease;
  readonly subject: Subject;
  readonly model: FormModel;
  readonly grant: AccessDecision;
}

/**
 * The prepared lists that somebody may ask for: none whose condition asks what is hidden from him, in the form or behind a
 * reference, because who stands in it would tell.
 */
export function offeredLists({ model, grant, ...asker }: AskedForm): readonly FormListView[] {
  const sight = { ...asker, model, hidden: grant.hidden, names: true };
  return (model.definition.lists ?? []).filter(({ where }) =>
    namesAsked(where).every((name) => isShown(sight, name)),
  );
}

function isShown(sight: Sight, name: string): boolean {
  const [head = '', ...behind] = name.split('.');
  if (isPathHidden(sight.hidden, name)) return false;
  const reference = sight.model.field(head)?.reference;
  return behind.length === 0 || !reference || isShownBehind(sight, reference.form, behind.join('.'));
}
