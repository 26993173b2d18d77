import { Inject, Injectable } from '@nestjs/common';
import { readBills, rollUp, explode, whereUsed } from '@dougong/kernel/costing';
import type { Bills, CompiledAllocation, Depth } from '@dougong/kernel/costing';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import { businessDay, decimalText, parseDecimal } from '@dougong/kernel/foundation';
import type { Clock, Decimal, Issue, Result } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { invalid, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';
import { badQuery } from '../records/query-refusal.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { ReferredFacts } from '../rules/referred-facts.js';
import { readBillRecords } from './bill-records.js';
import { CostNames } from './cost-names.js';
import type { ExplosionWire, RollUpWire, WhereUsedWire } from './costing.wire.js';
import { readPrices } from './prices.js';

/** Decimals of the quantities of an explosion. */
const QUANTITY_SCALE = 6;

/** Which item of which bills, as they hold on which day. */
export interface BillQuestion {
  readonly subject: Subject;
  readonly allocation: string;
  readonly item: string;
  readonly on: string | undefined;
}

interface BillsInForce {
  readonly release: CompiledRelease;
  readonly allocation: CompiledAllocation;
  readonly bills: Bills;
  readonly prices: ReadonlyMap<string, Decimal>;
  readonly on: string;
}

/** Bills of materials: what an item costs by them, what making it takes, and where it is used. */
@Injectable()
export class BillPages {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly referred: ReferredFacts,
    private readonly names: CostNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async rollUp(question: BillQuestion): Promise<RollUpWire> {
    const { bills, prices, on, ...place } = await this.read(question);
    const { unitCost, byProducts } = valueOf(rollUp(bills, prices, question.item));
    const items = [...unitCost].map(([item, unit]) => ({ item, unit: decimalText(unit) }));
    const beside = [...byProducts].map(([item, each]) => ({
      item,
      quantity: decimalText(each.quantity),
      amount: decimalText(each.amount),
      unit: each.unitCost && decimalText(each.unitCost),
    }));
    const unit = items.at(-1)?.unit ?? decimalText(prices.get(question.item) ?? fail(question.item));
    const refs = await this.refs(place, question, [...items, ...beside]);
    return { item: question.item, on, unit, items, byProducts: beside, refs };
  }

  async explode(question: BillQuestion, quantity: string, depth: Depth): Promise<ExplosionWire> {
    const wanted = parseDecimal(quantity);
    if (!wanted?.gt(0)) throw badQuery('bad_parameter', ['quantity'], { name: 'quantity' });
    const { bills, on, ...place } = await this.read(question);
    const taken = valueOf(explode(bills, question.item, wanted, QUANTITY_SCALE, depth));
    const lines = [...taken].map(([item, each]) => ({ item, quantity: decimalText(each) }));
    const refs = await this.refs(place, question, lines);
    return { item: question.item, on, quantity: decimalText(wanted), lines, refs };
  }

  async whereUsed(question: BillQuestion): Promise<WhereUsedWire> {
    const { bills, on, ...place } = await this.read(question);
    const uses = [...whereUsed(bills, question.item)];
    return { item: question.item, on, uses, refs: await this.refs(place, question, uses) };
  }

  /** The bills that hold on a day with the prices of what is bought, each read in one statement. */
  private async read({
    allocation: key,
    on = businessDay(this.clock()),
  }: BillQuestion): Promise<BillsInForce> {
    const release = await this.releases.refresh();
    const allocation = release.allocations.get(key);
    const compiled = allocation?.bills;
    if (!allocation || !compiled) throw notFound();
    return this.database.withSession(async (session) => {
      const records = await readBillRecords(session, compiled, on);
      const known = new Map<string, RecordData | null>();
      const bills = await this.referred.evaluate(session, release, known, (reference) =>
        readBills(compiled, records, reference),
      );
      const prices = await readPrices(session, release, allocation, on, this.referred);
      return { release, allocation, bills: valueOf(bills), prices: valueOf(prices), on };
    });
  }

  private refs(
    { release, allocation }: Pick<BillsInForce, 'release' | 'allocation'>,
    { subject, item }: BillQuestion,
    named: readonly { readonly item: string }[],
  ) {
    return this.names.read(release, subject, allocation.definition, [{ item }, ...named]);
  }
}

function valueOf<T>(result: Result<T, readonly Issue[]>): T {
  if (result.ok) return result.value;
  throw invalid(result.error);
}

function fail(item: string): never {
  throw new Error(`a roll-up gave neither a bill nor a price of ${item}`);
}
