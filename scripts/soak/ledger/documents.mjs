import { pick, seededRandom } from '../random.mjs';
import { LOTS_OF_ITEM, today } from './world.mjs';

export const BACK_DAYS_MAX = 12;
const LATE_MS_MAX = 60;
/** Some requests come twice: both at once, or again after the answer. */
const AT_ONCE_SHARE = 0.12;
const AGAIN_SHARE = 0.06;
const WISHES_MAX = 100_000;

const SHARES = {
  receipt: 6,
  issue: 7,
  picked_issue: 2,
  transfer: 3,
  ship: 1,
  arrive: 1,
  state_change: 1,
  customer_return: 2,
  supplier_return: 1,
  count: 1,
  revaluing_count: 1,
  late_cost: 1,
  reserve: 1,
  standard_cost: 1,
  reversal: 2,
};

/** Every form that somebody posts by in a run. */
export const FORMS = [...Object.keys(SHARES), 'recost'];

const chance = (random, share) => random() < share;
const quantity = (random, max) => (Math.ceil(random() * max * 4) / 4).toString();
const price = (random, max) => (Math.floor(random() * max * 100) / 100).toFixed(2);

/**
 * Random documents of one writer. Each wish has random numbers of its own, so that a seed makes the same wishes again, whatever became
 * of those before; only what a wish refers to (some document that the writer posted) depends on what was accepted until then.
 */
export class Documents {
  posted = [];
  #made = 0;

  constructor({ world, at }) {
    this.world = world;
    this.name = `w${at}`;
    this.seed = (world.plan.seed * 1000 + at) * WISHES_MAX;
    this.kinds = Object.entries(SHARES)
      .filter(([kind]) => kind !== 'standard_cost' || world.plan.method === 'standard')
      .flatMap(([kind, share]) => Array.from({ length: share }, () => kind));
  }

  /** The next wish, and how it reaches the engines: `{ form, values, lateMs, twice }`. */
  next() {
    this.#made += 1;
    const random = seededRandom(this.seed + this.#made);
    this.random = random;
    const delivery = { lateMs: random() * LATE_MS_MAX, twice: this.#twice() };
    const wished = this.posted.length === 0 ? 'receipt' : pick(random, this.kinds);
    const values = this[wished]();
    const form = values ? wished : 'receipt';
    const back = chance(random, 0.2) ? Math.floor(random() * BACK_DAYS_MAX) : 0;
    // What is reserved is reserved now: its form has no date.
    const date = form === 'reserve' ? {} : { effective_on: today(back) };
    const code = `${this.name}-${this.#made}`;
    return { form, values: { code, ...date, ...(values ?? this.receipt()) }, ...delivery };
  }

  /** What the writer may refer to later. */
  remember(form, id, values) {
    this.posted.push({ form, id, values });
  }

  #twice() {
    const drawn = this.random();
    if (drawn < AT_ONCE_SHARE) return 'at_once';
    return drawn < AT_ONCE_SHARE + AGAIN_SHARE ? 'again' : undefined;
  }

  item = () => pick(this.random, this.world.items);
  place = () => pick(this.random, this.world.places);

  lines(make) {
    return { lines: Array.from({ length: 1 + Math.floor(this.random() * 3) }, make) };
  }

  /** Some goods, now and then of a lot. */
  goods(lotShare = 0.2) {
    const item = this.item();
    if (!chance(this.random, lotShare)) return { item };
    const first = this.world.items.indexOf(item) * LOTS_OF_ITEM;
    return { item, lot: this.world.lots[first + Math.floor(this.random() * LOTS_OF_ITEM)] };
  }

  receipt() {
    return this.lines(() => ({
      ...this.goods(0.4),
      place: this.place(),
      qty: quantity(this.random, 40),
      unit_cost: price(this.random, 30),
    }));
  }

  issue() {
    return this.lines(() => this.issued(this.goods()));
  }

  picked_issue() {
    return this.lines(() => this.issued(this.goods(0)));
  }

  issued(goods) {
    const demand = chance(this.random, 0.2) ? { demand: this.name } : {};
    return { ...goods, place: this.place(), qty: quantity(this.random, 12), ...demand };
  }

  transfer() {
    return this.lines(() => this.moved({ from_place: this.place() }));
  }

  ship() {
    return this.lines(() => this.moved({ from_place: this.place() }));
  }

  arrive() {
    const shipped = this.some('ship');
    if (!shipped) return undefined;
    const [{ item, lot, to_place, qty }] = shipped.values.lines;
    const arrived = chance(this.random, 0.5) ? qty : '0.25';
    return { lines: [{ item, ...(lot && { lot }), to_place, qty: arrived }] };
  }

  moved(more) {
    return { ...this.goods(), to_place: this.place(), qty: quantity(this.random, 8), ...more };
  }

  state_change() {
    const states = ['available', 'locked'];
    const [from_state, to_state] = chance(this.random, 0.5) ? states : states.toReversed();
    const qty = quantity(this.random, 4);
    return { lines: [{ ...this.goods(), place: this.place(), qty, from_state, to_state }] };
  }

  customer_return() {
    return this.returned('issue');
  }

  supplier_return() {
    return this.returned('receipt');
  }

  returned(form) {
    const original = this.some(form);
    if (!original) return undefined;
    const at = Math.floor(this.random() * original.values.lines.length);
    const { item, lot, place, qty } = original.values.lines[at];
    const part = chance(this.random, 0.5) ? qty : quantity(this.random, 6);
    const line = { original: original.id, original_line: at + 1, item, place, qty: part };
    return { lines: [{ ...line, ...(lot && { lot }) }] };
  }

  /** What is held is only guessed: whoever counts may be wrong, the books must still agree. */
  count() {
    const held = Math.floor(this.random() * 20);
    const counted = Math.max(0, held + Math.floor(this.random() * 7) - 3);
    return {
      lines: [{ ...this.goods(), place: this.place(), held: String(held), counted: String(counted) }],
    };
  }

  revaluing_count() {
    const [line] = this.count().lines;
    return { lines: [{ ...line, unit_cost: price(this.random, 30) }] };
  }

  late_cost() {
    const receipt = this.some('receipt');
    if (!receipt) return undefined;
    const basis = pick(this.random, ['quantity', 'amount', 'equal']);
    return { amount: price(this.random, 50), basis, lines: [{ receipt: receipt.id }] };
  }

  reserve() {
    const line = { demand: this.name, item: this.item(), place: this.place(), qty: quantity(this.random, 3) };
    return { lines: [line] };
  }

  standard_cost() {
    return { item: this.item(), unit_cost: price(this.random, 30) };
  }

  reversal() {
    return { original: pick(this.random, this.posted).id };
  }

  some(form) {
    const known = this.posted.filter((each) => each.form === form);
    return known.length === 0 ? undefined : pick(this.random, known);
  }
}
