import {
  dayPlus,
  Decimal,
  decimalOfUnits,
  isError,
  issue,
  ok,
  refused,
  roundTo,
  unitsOf,
  unitsText,
  ZERO,
} from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { countedResource } from '../counted-resource.js';
import type { IntendedPick, MovementIntent, PickedLots } from '../movement.js';
import { negativePolicy } from '../negative-policy.js';
import { pickLots } from '../pick.js';
import type { Lot, Pick as PickedLot } from '../pick.js';
import type { CompiledRegister, CompiledResource } from '../register.js';
import { checkUndivided } from './guards.js';
import type { LotFact } from './ledger-facts.js';
import { lotsId } from './lot-shelf.js';
import { ofLot } from './possible-orders.js';
import { balanceParams } from './refusals.js';
import type { Workbench } from './workbench.js';

/** An intent as it is once its lots are known, and what was found on the way. */
export interface TakenLots {
  readonly parts: readonly MovementIntent[];
  readonly found: readonly Issue[];
}

/** Splits an intent over the lots that it picks, or that another rule took on the same line; others stay as they are. */
export function takeLots(bench: Workbench, intent: MovementIntent): TakenLots {
  const { pick, picked } = intent;
  if (pick) return new LotPicker(bench, intent, pick).take();
  return { parts: picked ? takenOver(bench, intent, picked) : [intent], found: [] };
}

function takenOver(
  { log, registers }: Workbench,
  intent: MovementIntent,
  { movement, at, sourceAt }: PickedLots,
): readonly MovementIntent[] {
  const register = registerOf(registers, intent);
  return log
    .takenBy(movement, intent.line)
    .map(({ key, quantity }) => part(ofLot(intent, at, key[sourceAt] ?? null), register, quantity));
}

/** So much of it; nothing is copied any more. */
function part(intent: MovementIntent, register: CompiledRegister, quantity: Decimal): MovementIntent {
  const { copied: _copied, ...others } = intent;
  return { ...others, resources: { ...intent.resources, [countedResource(register)]: quantity } };
}

function registerOf(registers: Workbench['registers'], intent: MovementIntent): CompiledRegister {
  const register = registers.get(intent.register);
  if (!register) throw new Error(`movement ${intent.ruleId} names a register that was not compiled`);
  return register;
}

/** A lot with the balance that it lies in. */
interface Shelved extends Lot {
  readonly fact: LotFact;
}

class LotPicker {
  private readonly register: CompiledRegister;
  private readonly resource: CompiledResource;
  private readonly place: number;

  constructor(
    private readonly bench: Workbench,
    private readonly intent: MovementIntent,
    private readonly pick: IntendedPick,
  ) {
    this.register = registerOf(bench.registers, intent);
    this.place = this.register.resources.findIndex(({ id }) => id === countedResource(this.register));
    const resource = this.register.resources[this.place];
    if (!resource) throw new Error(`register ${this.register.key} counts nothing`);
    this.resource = resource;
  }

  take(): TakenLots {
    const { bench, intent, register, resource } = this;
    const wanted = this.wanted();
    if (wanted.lte(ZERO)) return { parts: [], found: [] };
    const lots = this.lots();
    const there = this.choose(lots, wanted, 'insufficient_balance');
    const taken = there.ok ? Decimal.sum(0, ...there.value.map(({ quantity }) => quantity)) : wanted;
    if (taken.isZero()) return { parts: [], found: [] };
    const units = register.resources.map((_, at) =>
      at === this.place ? unitsOf(taken, resource.scale) : 0n,
    );
    const undivided = { register, key: intent.key, units, originals: [] };
    const found = checkUndivided(bench, intent, undivided, there.ok ? [] : there.error);
    if (!there.ok || found.some(isError)) return { parts: [], found };
    const lasting = this.outlasts() ? this.choose(this.lasting(lots), taken, 'future_negative') : there;
    if (!lasting.ok) return { parts: [], found: lasting.error };
    return { parts: lasting.value.map((each) => this.part(each)), found };
  }

  private wanted(): Decimal {
    const { copied = {}, resources, line } = this.intent;
    const { id, scale } = this.resource;
    const source = copied[id];
    const value = source === undefined ? resources[id] : this.bench.log.movedBy(source, line);
    return roundTo(value ?? ZERO, scale);
  }

  private lots(): readonly Shelved[] {
    const { bench, register, resource, intent, pick } = this;
    const facts = bench.facts.lots.get(lotsId(register, intent.key, pick));
    if (!facts) throw new Error(`the lots of movement ${intent.ruleId} were not read`);
    return facts.map((fact) => ({
      fact,
      lot: fact.key[pick.at] ?? '',
      ...(fact.code !== undefined && { code: fact.code }),
      ...(fact.lastDay !== undefined && { expiry: fact.lastDay }),
      received: fact.received ?? bench.businessDate,
      quantity: decimalOfUnits(
        bench.state.page.read(register, fact.key).units[this.place] ?? 0n,
        resource.scale,
      ),
    }));
  }

  /** Whether what later days took must be left there. */
  private outlasts(): boolean {
    return this.intent.guard?.later === true && negativePolicy(this.register, this.intent.key) === 'refuse';
  }

  /** The lots with what can be taken of them without missing on a later day. */
  private lasting(lots: readonly Shelved[]): readonly Shelved[] {
    const { bench, register, resource } = this;
    return lots.map((lot) => {
      const lowest = bench.state.later.lowest(register, lot.fact.key, bench.businessDate);
      if (lowest === undefined) return lot;
      return { ...lot, quantity: Decimal.min(lot.quantity, decimalOfUnits(lowest, resource.scale)) };
    });
  }

  private choose(
    lots: readonly Lot[],
    quantity: Decimal,
    code: 'insufficient_balance' | 'future_negative',
  ): Result<readonly PickedLot[], readonly Issue[]> {
    const { order, goodThrough = this.bench.businessDate, minimumDays } = this.pick;
    const request = { goodThrough: dayPlus(goodThrough, minimumDays), order };
    const picked = pickLots(lots, { ...request, quantity });
    if (picked.ok) return picked;
    const there = quantity.minus(String(picked.error[0]?.params?.['short']));
    if (this.intent.capped === true)
      return there.gt(ZERO) ? pickLots(lots, { ...request, quantity: there }) : ok([]);
    return refused([this.shortage(code, there, quantity)]);
  }

  private shortage(code: string, there: Decimal, wanted: Decimal): Issue {
    const { register, resource, intent } = this;
    const text = (value: Decimal) => unitsText(unitsOf(value, resource.scale), resource.scale);
    const more = code === 'future_negative' ? { date: this.bench.businessDate } : { resource: resource.id };
    return issue(code, intent.path, {
      ...balanceParams(register, intent.key),
      ...more,
      balance: text(there),
      wanted: text(wanted),
      short: text(wanted.minus(there)),
    });
  }

  /** What is available was asked for all lots together. */
  private part({ lot, quantity }: PickedLot): MovementIntent {
    const { guard, capped: _capped, ...intent } = ofLot(this.intent, this.pick.at, lot === '' ? null : lot);
    const own = guard && { guard: { ...guard, available: [] } };
    return part({ ...intent, ...own }, this.register, quantity);
  }
}
