import { Decimal } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { EvaluationInput, FieldTypes, RecordData } from '../../expression/index.js';
import type { PostingDefinition, RegisterDefinition } from '../../metadata/index.js';
import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { Balance, LinkQuery, Movement, Settlement, StoredLayer, Voucher } from '../movement.js';
import { compilePosting } from '../posting/compile-posting.js';
import type { CompiledPosting } from '../posting/compile-posting.js';
import { planPosting } from '../posting/plan-posting.js';
import { DOCUMENT_SCOPE } from '../posting/posting.fixtures.js';
import { compiledRegister } from '../registers.fixtures.js';
import type { CompiledRegister } from '../register.js';
import type {
  EarlierMovement,
  EarlierPosting,
  GroupReference,
  LedgerFacts,
  LotFact,
  LotsNeed,
  LowestNeed,
  PostingOrder,
  StoredCost,
  SumNeed,
} from './ledger-facts.js';
import { groupsToLock, keysToLock, linksOf, needsUnderLock, registersToLock } from './ledger-needs.js';
import { lotGroups } from './lot-shelf.js';
import { OpenLedger } from './open-ledger.js';

interface KeptMovement extends Movement {
  readonly seq: string;
  readonly ord: number;
  readonly day: string;
}

interface KeptPosting {
  readonly id: string;
  readonly document: string;
  readonly posting: string;
  readonly movements: readonly KeptMovement[];
  readonly vouchers: readonly Voucher[];
  readonly reverses: readonly string[];
}

/** A ledger in memory that answers what settling asks, as the tables of an installation do. */
export class MemoryLedger {
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly postings: ReadonlyMap<string, CompiledPosting>;
  readonly kept: KeptPosting[] = [];
  /** Records of lots, by what names them in a balance. */
  readonly records = new Map<string, RecordData>();
  private balances = new Map<string, Balance>();
  private layers = new Map<string, readonly StoredLayer[]>();
  private standards = new Map<string, StoredCost>();
  private nextSeq = 1;

  constructor(registers: readonly RegisterDefinition[], postings: readonly PostingDefinition[]) {
    this.registers = new Map(registers.map((each) => [each.key, compiledRegister(each)]));
    this.postings = new Map(postings.map((each) => [each.key, this.compiled(each, postings)]));
  }

  private compiled(definition: PostingDefinition, all: readonly PostingDefinition[]): CompiledPosting {
    const compiled = compilePosting(definition, {
      registers: this.registers,
      scope: DOCUMENT_SCOPE,
      posting: (key) => all.find((each) => each.key === key),
      fieldsOf: (form) => RECORD_FIELDS[form],
    });
    if (!compiled.ok) throw new Error(`${definition.key}: ${JSON.stringify(compiled.error)}`);
    return compiled.value;
  }

  /** The order that a document makes. */
  order(posting: string, input: EvaluationInput, businessDate: string): PostingOrder {
    const compiled = this.postings.get(posting);
    if (!compiled) throw new Error(`no posting ${posting}`);
    const planned = planPosting(compiled, input);
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    const otherPostings = (key: string) => this.postings.get(key);
    return { posting: compiled, ...planned.value, input, businessDate, otherPostings };
  }

  /** Settles a document and writes it. */
  post(
    posting: string,
    input: EvaluationInput,
    businessDate = '2026-03-05',
    today?: string,
  ): Result<Settlement, readonly Issue[]> {
    const order = this.order(posting, input, businessDate);
    const days = today === undefined ? {} : { today };
    const settled = OpenLedger.open([order], this.facts([order]), days).settle(order);
    if (settled.ok) this.write(String(input.record['id']), posting, settled.value, businessDate);
    return settled;
  }

  /** Settles orders one after another, as those of one command. */
  settleTogether(orders: readonly PostingOrder[]): readonly Result<Settlement, readonly Issue[]>[] {
    const open = OpenLedger.open(orders, this.facts(orders));
    return orders.map((order) => open.settle(order));
  }

  /** What settling orders needs, read the way an installation reads it. */
  facts(orders: readonly PostingOrder[]): LedgerFacts {
    const earlier = new Map(linksOf(orders).map((query) => [query.id, this.found(query)]));
    const balances = new Map<string, Balance>();
    const lots = this.held().filter(
      (each) => isIn(lotGroups(orders), each, this.registers) && !isEmpty(each),
    );
    for (const id of this.locked(orders, keysToLock(orders, earlier, lots))) {
      const balance = this.balances.get(id);
      if (balance) balances.set(id, balance);
    }
    const needs = needsUnderLock(orders, earlier, balances);
    const layers = needs.layers.map(({ register, key }) => balanceKey(register, key));
    const standards = needs.standards.map(({ register, group }) => balanceKey(register, group));
    const first = this.nextSeq;
    this.nextSeq += needs.newSeqs;
    return {
      balances,
      earlier,
      layers: new Map(layers.map((id) => [id, this.layers.get(id) ?? []])),
      standards: new Map(
        standards.flatMap((id) =>
          this.standards.get(id) ? [[id, this.standards.get(id) as StoredCost]] : [],
        ),
      ),
      returned: new Map(needs.returned.map((seq) => [seq, this.returned(seq)])),
      lowest: new Map(needs.lowest.map((need) => [need.id, this.lowest(need)])),
      sums: new Map(needs.sums.map((need) => [need.id, this.sum(need)])),
      lots: new Map(needs.lots.map((need) => [need.id, this.lots(need)])),
      histories: new Map(needs.histories.map((register) => [register, this.history(register)])),
      seqs: Array.from({ length: needs.newSeqs }, (_, at) => String(first + at)),
    };
  }

  private locked(
    orders: readonly PostingOrder[],
    keys: readonly { readonly register: string; readonly key: DimensionValues }[],
  ): readonly string[] {
    const groups = groupsToLock(orders);
    const registers = registersToLock(orders);
    const ofGroups = this.held().filter(
      (each) => registers.includes(each.register) || isIn(groups, each, this.registers),
    );
    return [...keys, ...ofGroups].map(({ register, key }) => balanceKey(register, key));
  }

  private lots({ register, dimension, lastDay, received, keys }: LotsNeed): readonly LotFact[] {
    const at = this.registers.get(register)?.dimensions.findIndex(({ id }) => id === dimension) ?? -1;
    return keys.map((key) => {
      const record = this.records.get(key[at] ?? '') ?? {};
      const first = this.all.find(
        (each) => balanceKey(each.register, each.key) === balanceKey(register, key),
      );
      const text = (field: string | undefined) => (field === undefined ? undefined : textOf(record[field]));
      return {
        key,
        ...defined('code', textOf(record['code'])),
        ...defined('lastDay', text(lastDay)),
        ...defined('received', text(received) ?? first?.day),
      };
    });
  }

  private found({ document, postings, movement, line }: LinkQuery): readonly EarlierPosting[] {
    return this.kept
      .filter((each) => each.document === document && postings.includes(each.posting))
      .filter(({ reverses }) => reverses.length === 0)
      .map(({ id, posting, movements, vouchers }) => ({
        id,
        posting,
        vouchers,
        reversed: this.kept.some(({ reverses }) => reverses.includes(id)),
        movements: movements
          .filter((each) => movement === undefined || each.ruleId === movement)
          .filter((each) => line === undefined || each.line?.id === line || String(each.line?.no) === line)
          .map((each) => earlierOf(each, posting)),
      }));
  }

  private history(register: string): readonly EarlierMovement[] {
    return this.kept.flatMap(({ posting, movements }) =>
      movements.filter((each) => each.register === register).map((each) => earlierOf(each, posting)),
    );
  }

  private get all(): readonly KeptMovement[] {
    return this.kept.flatMap(({ movements }) => movements);
  }

  private returned(seq: string) {
    const later = this.all.filter(({ linkSeq }) => linkSeq === seq);
    const isUndone = (own: string) =>
      this.all.some((each) => each.linkSeq === own && each.entry === 'mirror');
    const back = later.filter(({ entry, seq: own }) => entry?.startsWith('return') && !isUndone(own));
    const quantity = back.reduce(
      (sum, { resources }) => sum.plus(new Decimal(resources['qty'] ?? 0).abs()),
      new Decimal(0),
    );
    return { quantity: quantity.toFixed(6), reversed: later.some(({ entry }) => entry === 'mirror') };
  }

  private lowest({ register, key, after, resource }: LowestNeed): string {
    const own = this.all
      .filter((each) => balanceKey(each.register, each.key) === balanceKey(register, key))
      .toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
    let balance = new Decimal(0);
    // Before anything came there was nothing.
    let lowest = (own[0]?.day ?? after) > after ? balance : undefined;
    for (const [at, { day, resources }] of own.entries()) {
      balance = balance.plus(resources[resource] ?? 0);
      const next = own[at + 1];
      const counts = day > after || next === undefined || next.day > after;
      if (counts) lowest = lowest ? Decimal.min(lowest, balance) : balance;
    }
    return (lowest ?? balance).toFixed(6);
  }

  private sum({ register, where, resource }: SumNeed): string {
    return this.held()
      .filter((each) => isIn([{ register, where }], each, this.registers))
      .reduce((sum, { resources }) => sum.plus(resources[resource] ?? 0), new Decimal(0))
      .toFixed(6);
  }

  private write(document: string, posting: string, settlement: Settlement, day: string): void {
    const movements = settlement.movements.map((movement, ord) => ({
      ...movement,
      seq: movement.seq ?? String(this.nextSeq++),
      ord,
      day,
    }));
    const { vouchers, reverses } = settlement;
    this.kept.push({ id: String(this.kept.length + 1), document, posting, movements, vouchers, reverses });
    for (const balance of settlement.balances)
      this.balances.set(balanceKey(balance.register, balance.key), balance);
    for (const { register, key, rows } of settlement.layers)
      this.layers.set(
        balanceKey(register, key),
        rows.filter(({ quantity }) => /[1-9]/.test(quantity)),
      );
    for (const { register, group, quantity, amount } of settlement.standards)
      this.standards.set(balanceKey(register, group), { quantity, amount });
  }

  /** Quantity and amount of a pool, and its layers, as people read them. */
  pool(register: string, ...key: DimensionValues): string {
    const id = balanceKey(register, key);
    const { qty = '0', amount = '0.00' } = this.balances.get(id)?.resources ?? {};
    const layers = (this.layers.get(id) ?? []).map((each) => `${short(each.quantity)}:${each.amount}`);
    return [`${short(qty)} ${amount}`, ...(layers.length > 0 ? [`[${layers.join(' ')}]`] : [])].join(' ');
  }

  /** Everything that was booked adds up to what is held. */
  explains(): boolean {
    return [...this.balances.values()].every(({ register, key, resources }) => {
      const own = this.all.filter(
        (each) => balanceKey(each.register, each.key) === balanceKey(register, key),
      );
      return Object.entries(resources).every(([id, value]) =>
        own.reduce((sum, each) => sum.plus(each.resources[id] ?? 0), new Decimal(0)).equals(value),
      );
    });
  }

  held(): readonly Balance[] {
    return [...this.balances.values()];
  }
}

/** What the records say that dimensions name. */
const RECORD_FIELDS: Readonly<Record<string, FieldTypes>> = {
  batch: { code: { kind: 'text' }, good_through: { kind: 'date' }, came_on: { kind: 'date' } },
};

function isIn(
  groups: readonly Pick<GroupReference, 'register' | 'where'>[],
  { register, key }: Balance,
  registers: ReadonlyMap<string, CompiledRegister>,
): boolean {
  const dimensions = registers.get(register)?.dimensions ?? [];
  const placeOf = (id: string) => dimensions.findIndex((each) => each.id === id);
  return groups.some(
    (group) =>
      group.register === register &&
      Object.entries(group.where).every(([id, value]) => (key[placeOf(id)] ?? null) === value),
  );
}

function isEmpty({ resources }: Balance): boolean {
  return Object.values(resources).every((value) => new Decimal(value).isZero());
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function defined<K extends string>(name: K, value: string | undefined): { [key in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [key in K]?: string };
}

function earlierOf(movement: KeptMovement, posting: string): EarlierMovement {
  return {
    ...movement,
    posting,
    period: `${movement.day.slice(0, 7)}-01`,
    entry: movement.entry ?? null,
    businessDate: movement.day,
    pieces: movement.pieces ?? [],
    variances: movement.variances ?? [],
  };
}

function short(text: string): string {
  return new Decimal(text).toString();
}
