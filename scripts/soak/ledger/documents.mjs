import { pick } from '../random.mjs';
import { today } from './world.mjs';

/** Random documents of one writer. He refers to what he posted himself, so that a seed makes the same wishes again. */

export const BACK_DAYS_MAX = 12;
const KINDS = [
  ['receipt', 6],
  ['issue', 8],
  ['transfer', 3],
  ['ship', 1],
  ['arrive', 1],
  ['state_change', 1],
  ['customer_return', 2],
  ['supplier_return', 1],
  ['count', 1],
  ['late_cost', 1],
  ['reserve', 1],
  ['reversal', 2],
];
const LOTS = KINDS.flatMap(([kind, share]) => Array.from({ length: share }, () => kind));

const chance = (random, share) => random() < share;
const quantity = (random, max) => (Math.ceil(random() * max * 4) / 4).toString();

export class Documents {
  posted = [];

  constructor({ random, world, name }) {
    this.random = random;
    this.world = world;
    this.name = name;
    this.made = 0;
  }

  /** The next wish: `{ form, values }`. */
  next() {
    const wished = this.posted.length === 0 ? 'receipt' : pick(this.random, LOTS);
    const body = (wished === 'count' ? this.counted() : this[wished]()) ?? this.receipt();
    const form = body.form ?? wished;
    this.made += 1;
    const back = chance(this.random, 0.2) ? Math.floor(this.random() * BACK_DAYS_MAX) : 0;
    // What is reserved is reserved now: its form has no date.
    const date = form === 'reserve' ? {} : { effective_on: today(back) };
    const values = { code: `${this.name}-${this.made}`, ...date, ...body.values };
    return { form, values };
  }

  /** What the writer may refer to later. */
  remember(form, id, values) {
    this.posted.push({ form, id, values });
  }

  item = () => pick(this.random, this.world.items);
  place = () => pick(this.random, this.world.places);

  lines(make) {
    return Array.from({ length: 1 + Math.floor(this.random() * 3) }, make);
  }

  receipt() {
    const lines = this.lines(() => ({
      item: this.item(),
      place: this.place(),
      qty: quantity(this.random, 40),
      unit_cost: (Math.floor(this.random() * 3000) / 100).toFixed(2),
    }));
    return { form: 'receipt', values: { lines } };
  }

  issue() {
    const lines = this.lines(() => ({
      item: this.item(),
      place: this.place(),
      qty: quantity(this.random, 12),
      ...(chance(this.random, 0.2) ? { demand: this.name } : {}),
    }));
    return { values: { lines } };
  }

  transfer() {
    return { values: { lines: this.lines(() => this.moved({ from_place: this.place() })) } };
  }

  ship() {
    return { values: { lines: this.lines(() => this.moved({ from_place: this.place() })) } };
  }

  arrive() {
    const shipped = this.some('ship');
    const [line] = shipped?.values.lines ?? [];
    if (!line) return undefined;
    const { item, to_place, qty } = line;
    return { values: { lines: [{ item, to_place, qty: chance(this.random, 0.5) ? qty : '0.25' }] } };
  }

  moved(more) {
    return { item: this.item(), to_place: this.place(), qty: quantity(this.random, 8), ...more };
  }

  state_change() {
    const [from_state, to_state] = chance(this.random, 0.5)
      ? ['available', 'locked']
      : ['locked', 'available'];
    const line = {
      item: this.item(),
      place: this.place(),
      qty: quantity(this.random, 4),
      from_state,
      to_state,
    };
    return { values: { lines: [line] } };
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
    const { item, place, qty } = original.values.lines[at];
    const part = chance(this.random, 0.5) ? qty : quantity(this.random, 6);
    const line = { original: original.id, original_line: at + 1, item, place, qty: part };
    return { values: { lines: [line] } };
  }

  /** What is held is only guessed: whoever counts may be wrong, the books must still agree. */
  counted() {
    const held = Math.floor(this.random() * 20);
    const counted = Math.max(0, held + Math.floor(this.random() * 7) - 3);
    const line = { item: this.item(), place: this.place(), held: String(held), counted: String(counted) };
    return { form: 'count', values: { lines: [line] } };
  }

  late_cost() {
    const receipt = this.some('receipt');
    if (!receipt) return undefined;
    const basis = pick(this.random, ['quantity', 'amount', 'equal']);
    const amount = (Math.floor(this.random() * 5000) / 100).toFixed(2);
    return { values: { amount, basis, lines: [{ receipt: receipt.id }] } };
  }

  reserve() {
    const line = { demand: this.name, item: this.item(), place: this.place(), qty: quantity(this.random, 3) };
    return { values: { lines: [line] } };
  }

  reversal() {
    const original = pick(this.random, this.posted);
    return original && { values: { original: original.id } };
  }

  some(form) {
    const known = this.posted.filter((each) => each.form === form);
    return known.length === 0 ? undefined : pick(this.random, known);
  }
}
