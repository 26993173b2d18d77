import type {
  Definition,
  FormDefinition,
  LifecycleAction,
  MovementRule,
  PostingDefinition,
  VoucherRule,
} from '../../../metadata/index.js';
import type { CompletenessFix } from '../completeness-rule.js';
import type { Process } from '../process.js';
import { freshKey, postingRule } from './posting-rule.js';

const REVERSED = 'reversed';
const REVERSE = 'reverse';

/**
 * A way back for a document that posts: the posting that undoes it, an action of the lifecycle after which it is reversed, and the
 * rule between the two. What is there already stays.
 */
export function reversalFix(process: Process, posting: PostingDefinition): CompletenessFix {
  const known = process.waysBack(posting.key).find(({ reverses }) => reverses !== undefined);
  const reversal = known ?? reversalOf(process, posting);
  const form = process.form(posting.form);
  const definitions: Definition[] = known ? [] : [reversal];
  const changed = form && withWayBack(form, statesAfter(process, posting));
  if (changed && changed !== form) definitions.push(changed);
  definitions.push(postingRule(process, reversal, `reverse_${posting.form}`, REVERSED));
  return {
    title: { 'zh-CN': '添加冲销：过账、动作和规则', en: 'Add a reversal: posting, action and rule' },
    definitions,
  };
}

function reversalOf(process: Process, posting: PostingDefinition): PostingDefinition {
  const vouchers = residualVouchers(process, posting);
  return {
    kind: 'posting',
    format: 1,
    key: freshKey(process, 'posting', `${posting.key}_reversal`),
    title: { 'zh-CN': `${posting.title['zh-CN']}——冲销`, en: `${posting.title.en}, taken back` },
    form: posting.form,
    movements: [],
    reverses: { postings: [posting.key] },
    ...(vouchers.length > 0 && posting.accounts ? { vouchers, accounts: posting.accounts } : {}),
  };
}

/** What a pool gives back at another cost than it took is booked against the account that was booked beside it. */
function residualVouchers(process: Process, posting: PostingDefinition): VoucherRule[] {
  const valued = posting.movements.filter((rule) => isValued(process, rule)).map(({ id }) => id);
  for (const { lines } of posting.vouchers ?? []) {
    const moved = lines.filter(
      ({ amount }) => 'movement' in amount && valued.includes(amount.movement ?? ''),
    );
    const goods = moved.find(({ side }) => side === (isOut(posting, moved[0]?.amount) ? 'credit' : 'debit'));
    const other = lines.find((line) => line !== goods && line.side !== goods?.side);
    if (!goods || !other) continue;
    const amount = { variance: 'any' as const };
    return [
      {
        id: 'residual',
        summary: { 'zh-CN': '冲销尾差', en: 'What a reversal leaves' },
        lines: [
          { id: 'difference', side: 'debit', account: other.account, amount },
          { id: 'goods', side: 'credit', account: goods.account, amount },
        ],
      },
    ];
  }
  return [];
}

function isOut({ movements }: PostingDefinition, amount: object | undefined): boolean {
  const named = amount && 'movement' in amount ? amount.movement : undefined;
  return movements.find(({ id }) => id === named)?.direction === 'out';
}

function isValued({ parts }: Process, { register }: MovementRule): boolean {
  return parts.definitions.some(
    (each) => each.kind === 'register' && each.key === register && each.valuation !== 'none',
  );
}

/** The states in which a document is after its posting, however it is asked for. */
function statesAfter({ occasions }: Process, { key }: PostingDefinition): readonly string[] {
  return [...new Set(occasions.filter(({ posting }) => posting === key).flatMap(({ states }) => states))];
}

function withWayBack(form: FormDefinition, from: readonly string[]): FormDefinition {
  const { lifecycle } = form;
  if (!lifecycle || from.length === 0) return form;
  const actions: readonly LifecycleAction[] = lifecycle.actions ?? [];
  if (actions.some(({ to }) => to === REVERSED)) return form;
  const state = { id: REVERSED, title: { 'zh-CN': '已冲销', en: 'Reversed' }, tone: 'refused' as const };
  const action = {
    id: actions.some(({ id }) => id === REVERSE) ? `${REVERSE}_posted` : REVERSE,
    title: { 'zh-CN': '冲销', en: 'Reverse' },
    from: from.filter((each) => lifecycle.states.some(({ id }) => id === each)),
    to: REVERSED,
  };
  if (action.from.length === 0) return form;
  const isKnown = lifecycle.states.some(({ id }) => id === REVERSED);
  return {
    ...form,
    lifecycle: {
      ...lifecycle,
      states: isKnown ? lifecycle.states : [...lifecycle.states, state],
      actions: [...actions, action],
    },
  };
}
