import { TASK_COUNTS, taskStatement } from '@dougong/engine/tasks/task-query';

/**
 * How PostgreSQL goes about the statements of the to-do page: rows come in the order of an index, no table is read whole.
 * The few rows that a number on a tab counts may be sorted.
 */

const WHOLE_TABLE = ['Seq Scan', 'Parallel Seq Scan'];
const SORTS = ['Sort', 'Incremental Sort'];
const PAGE_ROWS = 51;

/** Gives the names of nodes that must not be, by statement and kind of plan; empty when all is well. */
export async function badPlanNodes({ owner }, user) {
  const page = taskStatement('open', user, PAGE_ROWS, undefined);
  const asked = {
    page: { text: page.text, values: page.values, forbidden: [...WHOLE_TABLE, ...SORTS] },
    counts: { text: TASK_COUNTS, values: [user], forbidden: WHOLE_TABLE },
  };
  const found = [];
  for (const mode of ['force_custom_plan', 'force_generic_plan']) {
    await owner.query(`SET plan_cache_mode = ${mode}`);
    for (const [name, { text, values, forbidden }] of Object.entries(asked)) {
      const plan = await planOf(owner, `${name}_${mode}`, text, values);
      found.push(...nodesOf(plan, forbidden).map((node) => `${node} in ${name} (${mode})`));
    }
  }
  await owner.query('RESET plan_cache_mode');
  return found;
}

async function planOf(owner, name, text, values) {
  await owner.query(`PREPARE ${name} AS ${text}`);
  const literals = values.map((value) => (typeof value === 'number' ? value : `'${value}'`));
  const { rows } = await owner.query(`EXPLAIN (FORMAT JSON) EXECUTE ${name} (${literals.join(', ')})`);
  await owner.query(`DEALLOCATE ${name}`);
  return rows[0]['QUERY PLAN'][0].Plan;
}

function nodesOf(plan, forbidden) {
  const { 'Node Type': type, 'Relation Name': table = '' } = plan;
  const own = forbidden.includes(type) ? [`${type} ${table}`.trim()] : [];
  return [...own, ...(plan.Plans ?? []).flatMap((inner) => nodesOf(inner, forbidden))];
}
