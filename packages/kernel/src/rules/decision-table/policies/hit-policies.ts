import { issue, ok, refused } from '../../../foundation/index.js';
import type { Issue, Result } from '../../../foundation/index.js';
import type { HitPolicy } from '../../../metadata/index.js';
import type { CompiledDecisionTable, Hit } from '../compiled-table.js';
import type { HitPolicyPart } from './hit-policy.js';
import { byPriority } from './output-order.js';
import { sameValues } from '../same-values.js';

const NO_LIMIT = Infinity;

const unique: HitPolicyPart = {
  policy: 'UNIQUE',
  title: { 'zh-CN': '唯一', en: 'Unique' },
  description: { 'zh-CN': '任何取值最多符合一行', en: 'At most one row fits any values' },
  hitsMax: NO_LIMIT,
  collects: false,
  overlap: 'refused',
  choose: (hits, table) =>
    hits.length === 1
      ? ok(hits)
      : refused([issue('table_several_hits', '', { table: table.definition.title, rows: numbersOf(hits) })]),
};

const first: HitPolicyPart = {
  policy: 'FIRST',
  title: { 'zh-CN': '首个', en: 'First' },
  description: { 'zh-CN': '从上往下，第一个符合的行', en: 'The first row that fits, from the top' },
  hitsMax: 1,
  collects: false,
  overlap: 'welcome',
  precedence: 'rows',
  choose: (hits) => ok(hits.slice(0, 1)),
};

const priority: HitPolicyPart = {
  policy: 'PRIORITY',
  title: { 'zh-CN': '优先', en: 'Priority' },
  description: {
    'zh-CN': '符合的行中结果最优先的一行',
    en: 'Of the rows that fit the one whose output comes first in the order of values',
  },
  hitsMax: NO_LIMIT,
  collects: false,
  overlap: 'welcome',
  precedence: 'outputs',
  choose(hits, table) {
    const sorted = byPriority(hits, table);
    return sorted.ok ? ok(sorted.value.slice(0, 1)) : sorted;
  },
};

const any: HitPolicyPart = {
  policy: 'ANY',
  title: { 'zh-CN': '任一', en: 'Any' },
  description: {
    'zh-CN': '可以符合多行，但结果必须相同',
    en: 'Several rows may fit, as long as their outputs are the same',
  },
  hitsMax: NO_LIMIT,
  collects: false,
  overlap: 'must_agree',
  choose: agreeing,
};

const collect: HitPolicyPart = {
  policy: 'COLLECT',
  title: { 'zh-CN': '汇集', en: 'Collect' },
  description: {
    'zh-CN': '所有符合的行，可求和、最小、最大、计数',
    en: 'All rows that fit, as a list, sum, minimum, maximum or count',
  },
  hitsMax: NO_LIMIT,
  collects: true,
  overlap: 'welcome',
  choose: ok,
};

const ruleOrder: HitPolicyPart = {
  ...collect,
  policy: 'RULE_ORDER',
  title: { 'zh-CN': '按行顺序', en: 'Rule order' },
  description: { 'zh-CN': '所有符合的行，按行的顺序', en: 'All rows that fit, in the order of the rows' },
};

const outputOrder: HitPolicyPart = {
  ...collect,
  policy: 'OUTPUT_ORDER',
  title: { 'zh-CN': '按结果顺序', en: 'Output order' },
  description: {
    'zh-CN': '所有符合的行，按结果的优先顺序',
    en: 'All rows that fit, in the order of their output values',
  },
  choose: byPriority,
};

/** Every hit policy by its name. */
export const HIT_POLICY_PARTS: Readonly<Record<HitPolicy, HitPolicyPart>> = {
  UNIQUE: unique,
  FIRST: first,
  PRIORITY: priority,
  ANY: any,
  COLLECT: collect,
  RULE_ORDER: ruleOrder,
  OUTPUT_ORDER: outputOrder,
};

function agreeing(
  hits: readonly Hit[],
  table: CompiledDecisionTable,
): Result<readonly Hit[], readonly Issue[]> {
  const outputs = hits.map((hit) => hit.outputs());
  const [reference] = outputs;
  for (const [at, each] of outputs.entries()) {
    if (!each.ok) return each;
    if (reference?.ok && !sameValues(reference.value, each.value)) {
      const rows = numbersOf([hits[0], hits[at]].filter((hit) => hit !== undefined));
      return refused([issue('table_hits_disagree', '', { table: table.definition.title, rows })]);
    }
  }
  return ok(hits);
}

/** Numbers of rows as people count them. */
function numbersOf(hits: readonly Hit[]): readonly number[] {
  return hits.map(({ row }) => row + 1);
}
