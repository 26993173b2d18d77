import { unitsOfText } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { Balance, StoredLayer } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import { resourceUnits } from '../resource-units.js';
import { standardGroup } from '../standard-group.js';
import { inTakingOrder, ValuationBooks, VALUATION_METHODS } from '../valuation/index.js';
import type { Cost, EarlierEntry, Pool, PoolTerms } from '../valuation/index.js';
import { earlierEntries, entriesIn } from './earlier-entries.js';
import type { LedgerFacts, StoredCost } from './ledger-facts.js';
import { layerOf } from './stored-layers.js';

type Registers = ReadonlyMap<string, CompiledRegister>;

/** The books of everything that the ledger told: a pool has the name of its balance, an entry the number of its movement. */
export function openBooks(registers: Registers, facts: LedgerFacts): ValuationBooks {
  return new ValuationBooks({
    termsOf: termsIn(registers, facts),
    pools: poolsOf(registers, facts),
    standards: standardsOf(registers, facts),
    earlier: entriesOf(registers, facts),
  });
}

/** Terms by the name of a pool, which tells its register and dimensions. */
function termsIn(registers: Registers, { balances }: LedgerFacts): (pool: string) => PoolTerms {
  const known = new Map<string, PoolTerms>();
  return (pool) => {
    const terms = known.get(pool) ?? termsOf(registers, pool, balances.get(pool) ?? placeOf(pool));
    known.set(pool, terms);
    return terms;
  };
}

/** What the name of a pool says, where it holds nothing yet. */
function placeOf(pool: string): Pick<Balance, 'register' | 'key'> {
  const [register, ...key] = JSON.parse(pool) as [string, ...(string | null)[]];
  return { register, key };
}

function termsOf(
  registers: Registers,
  pool: string,
  { register: name, key }: Pick<Balance, 'register' | 'key'>,
): PoolTerms {
  const register = registers.get(name);
  const method = register?.valued?.method ?? VALUATION_METHODS.get('moving_average');
  if (!register || !method) throw new Error(`pool of an unknown register: ${pool}`);
  let group: string | undefined;
  return {
    method,
    get group() {
      return (group ??= balanceKey(name, standardGroup(register, key)));
    },
  };
}

function poolsOf(registers: Registers, { balances, layers }: LedgerFacts): ReadonlyMap<string, Pool> {
  const pools = new Map<string, Pool>();
  for (const [id, balance] of balances) {
    const register = registers.get(balance.register);
    if (register?.valued) pools.set(id, poolOf(register, balance, layers.get(id) ?? []));
  }
  return pools;
}

function poolOf(register: CompiledRegister, balance: Balance, layers: readonly StoredLayer[]): Pool {
  const [quantity = 0n, amount = 0n] = resourceUnits(register, balance.resources);
  const { valued } = register;
  if (!valued) return { quantity, amount, layers: [] };
  const ordered = layers.map((layer) => layerOf(layer, valued)).toSorted(inTakingOrder);
  return {
    quantity,
    amount,
    layers: ordered,
    ...(balance.lastCost && { lastCost: costOf(balance.lastCost, register) }),
  };
}

function standardsOf(registers: Registers, { standards }: LedgerFacts): ReadonlyMap<string, Cost> {
  return new Map(
    [...standards].flatMap(([group, cost]): [string, Cost][] => {
      const register = registers.get((JSON.parse(group) as [string])[0]);
      return register?.valued ? [[group, costOf(cost, register)]] : [];
    }),
  );
}

/** The standards of one register, by the name of their group. */
export function standardsIn(register: CompiledRegister, facts: LedgerFacts): ReadonlyMap<string, Cost> {
  return standardsOf(new Map([[register.key, register]]), facts);
}

function costOf({ quantity, amount }: StoredCost, { valued }: CompiledRegister): Cost {
  return {
    quantity: unitsOfText(quantity, valued?.quantity.scale ?? 0),
    amount: unitsOfText(amount, valued?.amount.scale ?? 0),
  };
}

/** What is referred to, by the number of its movement. */
function entriesOf(
  registers: Registers,
  { earlier, returned }: LedgerFacts,
): ReadonlyMap<string, EarlierEntry> {
  const postings = [...earlier.values()].flat();
  return new Map(
    postings.flatMap(({ movements }) =>
      entriesIn(movements).flatMap((entry) => {
        const register = registers.get(entry[0]?.register ?? '');
        return register?.valued ? earlierEntries(entry, register, returned) : [];
      }),
    ),
  );
}
