import type { FormModel } from '@dougong/kernel/forms';
import type { Issue } from '@dougong/kernel/foundation';
import type { Condition } from '@dougong/kernel/metadata';
import { Parameters } from '../database/sql-text.js';
import { Refusal } from '../http/refusal.js';
import { conditionSql } from '../records/condition-sql.js';
import type { ConditionPlace } from '../records/condition-sql.js';

/** Only what is asked matters here, not by whom and when. */
const OCCASION = { actor: '', now: '', today: '' };

/** Why a condition cannot be asked of the database, if it cannot. */
export function conditionFault(
  where: Condition,
  release: ConditionPlace['release'],
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
