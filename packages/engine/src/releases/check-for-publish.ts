import { checkRelease } from '@dougong/kernel/commands';
import type { CheckedRelease, CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { Condition } from '@dougong/kernel/metadata';
import { Parameters } from '../database/sql-text.js';
import { Refusal } from '../http/refusal.js';
import { conditionSql } from '../records/condition-sql.js';

/**
 * The kernel's check of all definitions, and whether the conditions of their lists can be asked of the database, which
 * knows only a part of the language of conditions.
 */
export function checkForPublish(number: number, definitions: readonly unknown[]): CheckedRelease {
  const checked = checkRelease(number, definitions);
  const { release } = checked;
  const found = release ? [...release.models.values()].flatMap((model) => listFindings(release, model)) : [];
  return found.length === 0 ? checked : { findings: [...checked.findings, ...found] };
}

function listFindings(release: CompiledRelease, model: FormModel): readonly ReleaseFinding[] {
  return (model.definition.lists ?? []).flatMap(({ where }, at) => {
    const fault = where === undefined ? undefined : faultOf(where, release, model);
    if (!fault) return [];
    const definition = { kind: 'form' as const, key: model.key };
    return [{ ...fault, path: pointer('/lists', at, 'where'), definition }];
  });
}

/** Only what is asked matters here, not by whom and when. */
const OCCASION = { actor: '', now: '', today: '' };

function faultOf(
  where: Condition,
  release: CompiledRelease,
  model: FormModel,
): Pick<Issue, 'code' | 'params'> | undefined {
  try {
    conditionSql(where, { release, model, alias: 'r', parameters: new Parameters(), occasion: OCCASION });
    return undefined;
  } catch (fault) {
    if (fault instanceof Refusal) return { code: fault.code, params: fault.options.params };
    throw fault;
  }
}
