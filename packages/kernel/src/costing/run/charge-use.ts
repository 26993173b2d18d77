import { Decimal, decimalText, pointer, ZERO } from '../../foundation/index.js';
import type { AllocationDefinition } from '../../metadata/index.js';
import { shareOut, totalOf } from '../allocation/services.js';
import { chargeByUse } from '../units-of-production.js';
import type { CostBooks, Reading } from './cost-books.js';
import { inOrder } from './spread-pools.js';

type ChargeDefinition = NonNullable<AllocationDefinition['charges']>[number];

/** Charges what assets were used for to whom they were used for: cumulative, and never beyond what they cost. */
export function chargeUse(books: CostBooks): void {
  const { charges = [] } = books.allocation.definition;
  charges.forEach((definition, index) => {
    const at = pointer('/charges', index);
    const assets = new Map<string, Reading[]>();
    for (const reading of books.read(at)) {
      const asset = reading.text('asset');
      if (asset === '') books.nobody(reading, 'asset');
      assets.set(asset, [...(assets.get(asset) ?? []), reading]);
    }
    for (const [asset, readings] of assets) new AssetCharge(books, definition, at, asset, readings).book();
  });
}

class AssetCharge {
  constructor(
    private readonly books: CostBooks,
    private readonly definition: ChargeDefinition,
    private readonly at: string,
    private readonly asset: string,
    private readonly readings: readonly Reading[],
  ) {}

  book(): void {
    const { books, at, asset } = this;
    const units = this.unitsByReceiver();
    const amount = this.amount(this.usedBefore(), totalOf(units));
    if (amount.isZero()) return;
    const shares = books.take(shareOut(asset, amount, units, books.scale));
    const total = decimalText(totalOf(units));
    const { element } = this.definition;
    for (const [receiver, share] of shares ?? []) {
      books.charge(receiver, element, share);
      const quantity = decimalText(units.get(receiver) ?? ZERO);
      const figures = { quantity, total, amount: decimalText(share) };
      books.trace.push({ kind: 'charge', at, name: asset, element, receiver, ...figures });
    }
  }

  private unitsByReceiver() {
    const units = new Map<string, Decimal>();
    for (const reading of this.readings) {
      const used = this.usedIn(reading.row.record);
      if (used.isZero()) continue;
      const receiver = reading.text('receiver');
      if (receiver === '') this.books.nobody(reading, 'receiver');
      units.set(receiver, (units.get(receiver) ?? ZERO).plus(used));
      this.books.noteEntry(reading, { name: this.asset, receiver }, 'quantity', used);
    }
    return inOrder(units);
  }

  private usedBefore(): Decimal {
    const used = this.readings.map(({ row }) => this.usedIn(row.before ?? {}));
    const earlier = this.readings[0]?.number('usedEarlier') ?? ZERO;
    return used.reduce((sum, each) => sum.plus(each), ZERO).minus(earlier);
  }

  private usedIn(values: Readonly<Record<string, unknown>>): Decimal {
    const text = values[this.definition.used];
    return typeof text === 'string' ? new Decimal(text) : ZERO;
  }

  private amount(before: Decimal, now: Decimal): Decimal {
    const [first] = this.readings;
    if (!first) return ZERO;
    const base = first.number('cost').minus(first.number('residual')).minus(first.number('chargedEarlier'));
    if (first.has('formula'))
      return this.dueByFormula(base, before.plus(now)).minus(this.dueByFormula(base, before));
    const { charges } = chargeByUse({
      cost: base,
      residual: ZERO,
      life: first.number('life'),
      used: [before, now],
      scale: this.books.scale,
    });
    return charges[1] ?? ZERO;
  }

  /** What a formula of the user makes of all use so far, within what there is to charge. */
  private dueByFormula(base: Decimal, used: Decimal): Decimal {
    const [first] = this.readings;
    const formula = first?.measure.formulas['formula'];
    if (!first || !formula || used.isZero()) return ZERO;
    const record = { ...first.row.record, [this.definition.used]: decimalText(used) };
    const due = this.books.rounded(first.evaluate(formula, record));
    return Decimal.max(ZERO, Decimal.min(due, base));
  }
}
