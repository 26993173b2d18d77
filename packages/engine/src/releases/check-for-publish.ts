import { checkRelease } from '@dougong/kernel/commands';
import type { CheckedRelease, DefinitionName, PeopleToday, ReleaseFinding } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { isError, pointer } from '@dougong/kernel/foundation';
import type { CompletenessWish } from '@dougong/kernel/templates';
import { completenessFindings, isInsteadOf } from '../completeness/completeness-findings.js';
import { conditionFault } from './condition-fault.js';
import { updateFindings } from './update-findings.js';

/**
 * The kernel's check of all definitions, and whether the conditions of their lists, and those by which actions look
 * for records, can be asked of the database, which knows only a part of the language of conditions.
 * @param wishes what the installed templates ask of the completeness of the processes; gaps are told where one does.
 */
export function checkForPublish(
  number: number,
  definitions: readonly unknown[],
  unread: readonly DefinitionName[] = [],
  today?: PeopleToday,
  wishes: readonly CompletenessWish[] = [],
): CheckedRelease {
  const checked = checkRelease(number, definitions, unread, today);
  const lists = [...checked.models.values()].flatMap((model) => listFindings(number, checked, model));
  const found = [...lists, ...updateFindings(number, checked)];
  const gaps = completenessFindings(definitions, wishes, checked.findings);
  const { models, release } = checked;
  const others = checked.findings.filter((each) => !gaps.some((gap) => isInsteadOf(gap, each)));
  const findings = [...others, ...found, ...gaps];
  if (found.length > 0 || gaps.some(isError)) return { findings, models };
  return { findings, models, ...(release ? { release } : {}) };
}

function listFindings(
  number: number,
  { models, findings }: CheckedRelease,
  model: FormModel,
): readonly ReleaseFinding[] {
  const definition = { kind: 'form' as const, key: model.key };
  const isReported = (path: string): boolean =>
    findings.some(
      ({ definition: { kind, key }, path: at }) =>
        kind === 'form' && key === model.key && at.startsWith(path),
    );
  return (model.definition.lists ?? []).flatMap(({ where }, at) => {
    const path = pointer('/lists', at, 'where');
    // Where a form that is referred to did not compile, that is reported and says enough.
    if (where === undefined || isReported(path) || !refersTo(model).every((form) => models.has(form)))
      return [];
    const fault = conditionFault(where, { models, number }, model);
    return fault ? [{ ...fault, path, definition }] : [];
  });
}

/** The forms that fields of a form refer to, in its header and its lines. */
function refersTo({ fields, lines }: FormModel): readonly string[] {
  return [...fields, ...lines.flatMap((line) => line.fields)].flatMap(
    ({ reference }) => reference?.form ?? [],
  );
}
