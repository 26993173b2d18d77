import { dayPlus, Decimal, decimalText } from '@dougong/kernel/foundation';
import { Refusal } from '../../../http/refusal.js';
import { differenceOf } from '../../compare-answers.js';
import type { Difference } from '../../compare-answers.js';
import type { JsonObject } from '../../suite.js';
import type { StockCase, StockStep } from '../valuation-case.js';
import { VARIANCE_NAMES } from '../variance-names.js';
import { pairMovements, poolOf } from './booked-document.js';
import type { PairedMovement } from './booked-document.js';
import { closePeriod } from './close-period.js';
import { readBalances, readMovements } from './read-ledger.js';
import type { MovementRow } from './read-ledger.js';
import { codeOf } from './refusal-codes.js';
import type { ValuationHouse } from './valuation-house.js';
import { ValuationStage } from './valuation-stage.js';

/** Plays the documents of a case one after another and compares what the ledger says after each with what is expected. */
export async function playStockCase(
  { setup, steps }: StockCase,
  house: ValuationHouse,
  number: number,
): Promise<Difference | undefined> {
  const setting = { setup, reversalStyle: 'red' as const };
  const stage = await ValuationStage.open(house, setting, number, datesOf(steps));
  const play = new Play(stage, setup.method === 'fifo');
  for (const step of steps) {
    const difference = stepDifference(step, await play.take(step));
    if (difference)
      return {
        ...difference,
        expected: `at step ${step.n} (${step.op} ${step.ref}): ${difference.expected}`,
      };
  }
  return undefined;
}

/** Whoever expects a document to be posted is told why it was not. */
function stepDifference({ expect }: StockStep, got: JsonObject): Difference | undefined {
  if (expect['accepted'] === true && got['accepted'] === false)
    return { expected: 'accepted', got: `refused ${String(got['code'])}` };
  return differenceOf(expect, got);
}

/** A reservation after a closing is made on the first day that is open. */
function datesOf(steps: readonly StockStep[]): readonly string[] {
  return steps.flatMap(({ op, date }) => (op === 'close_period' ? [date, dayPlus(date, 1)] : [date]));
}

/** Where a movement stands in what was told of its document. */
interface Place {
  readonly ref: string;
  readonly line: number;
  readonly told: PairedMovement['told'];
}

class Play {
  /** By the number of the value's row. */
  private readonly places = new Map<string, Place>();

  constructor(
    private readonly stage: ValuationStage,
    private readonly hasLayers: boolean,
  ) {}

  async take(step: StockStep): Promise<JsonObject> {
    try {
      return { ...(await this.outcome(step)), ...(await this.holdings()) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const nothing = { movements: [], variances: [] };
      return { accepted: false, code: codeOf(error), ...nothing, ...(await this.holdings()) };
    }
  }

  private async outcome(step: StockStep): Promise<JsonObject> {
    if (step.op === 'close_period') {
      await closePeriod(this.stage.house, step.date);
      this.stage.house.clock.reach(dayPlus(step.date, 1));
      return { accepted: true, movements: [], variances: [] };
    }
    const { id, isReplay } = await this.stage.post(step);
    const rows = isReplay ? [] : await readMovements(this.stage.house.owner, id);
    return { accepted: true, idempotent_replay: isReplay, ...this.told(step, rows) };
  }

  private told(step: StockStep, rows: readonly MovementRow[]): JsonObject {
    const paired = pairMovements(rows, this.stage.names).map((each) => this.withOriginal(each));
    paired.forEach(({ value, told }, line) => {
      if (value) this.places.set(value.seq, { ref: step.ref, line, told });
    });
    return {
      movements: paired.map(({ told }) => told),
      variances: variancesOf(rows),
      supplier_credit: creditOf(rows),
      allocation: this.allocationOf(rows),
      adjustments: this.adjustmentsOf(step, rows),
    };
  }

  /** What only changes a value is told with the key of the movement that it belongs to. */
  private withOriginal(paired: PairedMovement): PairedMovement {
    const original = paired.stock ? undefined : this.placeOf(paired.value);
    if (!original) return paired;
    const { qty: _qty, amount: _amount, ...key } = original.told;
    return { ...paired, told: { ...paired.told, ...key } };
  }

  private placeOf(value: MovementRow | undefined): Place | undefined {
    return value?.link_seq == null ? undefined : this.places.get(value.link_seq);
  }

  private allocationOf(rows: readonly MovementRow[]): readonly JsonObject[] {
    const shares = rows.flatMap(({ details }) => details?.allocated ?? []);
    return shares.map(({ seq, amount }) => {
      const place = this.places.get(seq);
      const row = rows.find((each) => each.link_seq === seq);
      return { receipt: place?.ref, line: place?.line, allocated: amount, capitalised: row?.amount ?? '0' };
    });
  }

  private adjustmentsOf(step: StockStep, rows: readonly MovementRow[]): readonly JsonObject[] {
    if (step.op !== 'recost') return [];
    return rows.map((row) => {
      const place = this.placeOf(row);
      const { item, wh } = place?.told ?? {};
      return { of: place?.ref, line: place?.line, item, wh, amount: row.amount };
    });
  }

  private async holdings(): Promise<JsonObject> {
    const { names, house } = this.stage;
    const rows = await readBalances(house.owner);
    const pools = rows.filter(({ register }) => register === 'stock_value');
    const stock = rows.filter(({ register }) => register === 'stock');
    return {
      pools: pools
        .map((row) => poolOf(row, names))
        .map(({ layers, ...pool }) => (this.hasLayers ? { ...pool, layers } : pool)),
      balances: stock.map(({ register, key, qty }) => ({ ...names.keyOf(register, key), qty })),
    };
  }
}

function variancesOf(rows: readonly MovementRow[]): readonly JsonObject[] {
  const found = rows.flatMap(({ details }) => details?.variances ?? []);
  return found.map(({ kind, amount }) => ({ kind: nameOf(kind), amount }));
}

function nameOf(kind: string): string {
  return (VARIANCE_NAMES as Readonly<Record<string, string>>)[kind] ?? kind;
}

function creditOf(rows: readonly MovementRow[]): string | undefined {
  const credits = rows.flatMap(({ details }) => (details?.credit === undefined ? [] : [details.credit]));
  return credits.length === 0
    ? undefined
    : decimalText(credits.reduce((sum, each) => sum.plus(each), new Decimal(0)));
}
