import { referenceKey } from '@dougong/kernel/commands';
import type { CompiledRelease, Effects, SettledPosting } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import { Decimal, decimalText } from '@dougong/kernel/foundation';
import { balanceKey } from '@dougong/kernel/registers';
import type { Balance } from '@dougong/kernel/registers';
import { limitOf, recordOfBalance, sideOf, watchesBalance } from '@dougong/kernel/rules';
import type { BalanceValues, CompiledRule, ThresholdSide } from '@dougong/kernel/rules';
import type { Parameters } from '../../database/sql-text.js';
import type { LockedLedger } from '../../registers/ledger-store.js';

/**
 * On which side of the limits of rules a command leaves the balances that it posts to. The statement that writes the
 * balances compares with the side that was kept, so a crossing is seen once, under the lock of its balance.
 */
export interface BalanceSide {
  readonly rule: CompiledRule;
  readonly keyId: string;
  readonly side: ThresholdSide;
  readonly recordId: string | undefined;
  readonly values: BalanceValues;
}

/** A balance that a rule watches, before its limit is worked out. */
export type Watched = Omit<BalanceSide, 'side'> & { readonly amount: string };

/** The balances that rules watch among those that postings leave behind. */
export function watchedBalances(
  release: CompiledRelease,
  settled: readonly SettledPosting[],
  locked: LockedLedger,
): readonly Watched[] {
  const rules = release.rules.occasions('threshold');
  if (rules.length === 0) return [];
  const balances = new Map<string, Balance>();
  for (const { settlement } of settled)
    for (const balance of settlement.balances)
      balances.set(balanceKey(balance.register, balance.key), balance);
  return [...balances].flatMap(([text, balance]) => {
    const keyId = locked.keyIds.get(text);
    // A balance that is folded later is not known yet.
    if (keyId === undefined || !locked.balances.has(text)) return [];
    const whole = wholeOf(balance, locked.elsewhere.get(text));
    const values = valuesOf(release, whole);
    return rules.flatMap((rule) => watchedBy(rule, whole, values, keyId));
  });
}

/** What a command leaves in its own row of a split balance, with what stood in the others when it took that row. */
function wholeOf(balance: Balance, elsewhere: Balance['resources'] = {}): Balance {
  const resources = Object.entries(balance.resources).map(([id, here]) => {
    const there = elsewhere[id];
    return [id, there === undefined ? here : decimalText(new Decimal(here).plus(there))] as const;
  });
  return { ...balance, resources: Object.fromEntries(resources) };
}

/** Dimensions and resources by their keys. */
function valuesOf(release: CompiledRelease, { register, key, resources }: Balance): BalanceValues {
  const dimensions = release.registers.get(register)?.dimensions ?? [];
  return { ...Object.fromEntries(dimensions.map(({ id }, at) => [id, key[at] ?? null])), ...resources };
}

function watchedBy(
  rule: CompiledRule,
  { register, resources }: Balance,
  values: BalanceValues,
  keyId: string,
): Watched[] {
  const amount = resources[rule.definition.trigger.threshold?.resource ?? ''];
  if (amount === undefined || !watchesBalance(rule, register, values)) return [];
  const recordId = recordOfBalance(rule, values);
  return recordId === undefined && !rule.recordless ? [] : [{ rule, keyId, recordId, values, amount }];
}

/** Looks a record up without reading: `null` where it was read and is not there, `undefined` where nobody has looked. */
export type AtHand = (form: string, id: string) => RecordData | null | undefined;

type Variables = Readonly<Record<string, string>>;

/** Limits may go through references behind references; whatever lies further is blank. */
export const LIMIT_ROUNDS_MAX = 4;

/** The records that limits ask for and that nobody has read yet: those of the balances, then what they refer to. */
export function recordsOfLimits(
  watched: readonly Watched[],
  atHand: AtHand,
  variables: Variables,
): readonly { readonly form: string; readonly id: string }[] {
  const needs = new Map<string, { form: string; id: string }>();
  const look: AtHand = (form, id) => {
    const record = atHand(form, id);
    if (record === undefined) needs.set(referenceKey(form, id), { form, id });
    return record;
  };
  for (const each of watched) if (asksRecord(each.rule)) limitFor(each, look, variables);
  return [...needs.values()];
}

function asksRecord({ limit }: CompiledRule): boolean {
  return limit?.dependencies.some((path) => !path.startsWith('balance.')) === true;
}

/** The side of each watched balance; none where there is no limit. */
export function sidesOf(
  watched: readonly Watched[],
  atHand: AtHand,
  variables: Variables,
): readonly BalanceSide[] {
  return watched.flatMap((each) => {
    const limit = limitFor(each, atHand, variables);
    return limit === undefined ? [] : [{ ...each, side: sideOf(each.amount, limit) }];
  });
}

function limitFor({ rule, recordId, values }: Watched, atHand: AtHand, variables: Variables) {
  const record = recordId === undefined || !asksRecord(rule) ? {} : (atHand(rule.form, recordId) ?? {});
  const reference = (form: string, id: string) => atHand(form, id) ?? undefined;
  return limitOf(rule, record, values, { variables, reference });
}

/** A record as the command leaves it, or as it was read. */
export function recordsAtHand(effects: Effects, references: ReadonlyMap<string, RecordData | null>): AtHand {
  const written = new Map(effects.records.map(({ form, record }) => [referenceKey(form, record.id), record]));
  return (form, id) => {
    const key = referenceKey(form, id);
    return written.get(key) ?? references.get(key);
  };
}

const COLUMNS = 'id uuid, rule text, key_id bigint, side text, form text, record_id uuid, given jsonb';

/** Keeps the sides, and an occasion for each balance that came onto the side its rule waits for. */
export function sideFragments(
  sides: readonly BalanceSide[],
  at: string,
  ids: () => string,
  parameters: Parameters,
): readonly { readonly name: string; readonly sql: string }[] {
  if (sides.length === 0) return [];
  const rows = sides.map(({ rule, keyId, side, recordId, values }) => ({
    id: ids(),
    rule: rule.key,
    key_id: keyId,
    side,
    form: rule.form,
    record_id: recordId,
    given: { balance: values },
  }));
  const source = `jsonb_to_recordset(${parameters.json(rows)}) AS x(${COLUMNS})`;
  const due = `${parameters.add(at)}::timestamptz`;
  return [
    {
      name: 'threshold_sides',
      sql:
        `INSERT INTO core.rule_threshold_side AS t (rule_key, key_id, side) SELECT x.rule, x.key_id, x.side FROM ${source} ` +
        `ON CONFLICT (rule_key, key_id) DO UPDATE SET side = EXCLUDED.side WHERE t.side <> EXCLUDED.side RETURNING rule_key, key_id, side`,
    },
    {
      name: 'threshold_occasions',
      sql:
        `INSERT INTO core.rule_occasion (id, key, kind, rule_key, form, record_id, given, due_at, created_at) ` +
        `SELECT x.id, 'threshold/' || x.rule || '/' || x.id, 'threshold', x.rule, x.form, x.record_id, x.given, ${due}, ${due} ` +
        `FROM ${source} JOIN threshold_sides s ON s.rule_key = x.rule AND s.key_id = x.key_id AND s.side = 'inside'`,
    },
  ];
}
