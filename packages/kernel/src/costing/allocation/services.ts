import { issue, refused, ZERO } from '../../foundation/index.js';
import type { Issue, Result, Decimal } from '../../foundation/index.js';
import { splitExact } from '../../registers/index.js';

/** Amounts by name, in the order in which remainders go out. */
export type Amounts = ReadonlyMap<string, Decimal>;

/** What each service department did for whom, in units of its own: service -> receiver -> units. */
export type Usage = ReadonlyMap<string, Amounts>;

/** The costs of departments, some of which only serve others. */
export interface ServiceCosts {
  readonly services: readonly string[];
  readonly costs: Amounts;
  readonly usage: Usage;
  /** Decimals of every amount. */
  readonly scale: number;
}

/** Departments that are no services, those with costs of their own first. */
export function receiversOf({ services, costs, usage }: ServiceCosts): readonly string[] {
  const all = new Set([...costs.keys(), ...[...usage.values()].flatMap((units) => [...units.keys()])]);
  for (const service of services) all.delete(service);
  return [...all];
}

/** Units that a service did for others: what it used itself does not count, nor does nothing. */
export function unitsFor(
  usage: Usage,
  service: string,
  counts: (receiver: string) => boolean = () => true,
): Amounts {
  const units = [...(usage.get(service) ?? [])];
  return new Map(units.filter(([name, amount]) => name !== service && amount.gt(0) && counts(name)));
}

export function totalOf(amounts: Amounts): Decimal {
  return [...amounts.values()].reduce((all, amount) => all.plus(amount), ZERO);
}

/** Splits an amount by units, to the last cent; `no_driver` names whoever has nobody to give it to. */
export function shareOut(
  name: string,
  amount: Decimal,
  units: Amounts,
  scale: number,
): Result<Amounts, readonly Issue[]> {
  const split = splitExact(amount, [...units.values()], scale);
  if (split.ok) {
    const receivers = [...units.keys()];
    return { ok: true, value: new Map(split.value.map((part, at) => [receivers[at] as string, part])) };
  }
  const nobody = split.error.some(({ code }) => code === 'nothing_to_split_by');
  return nobody ? refused([issue('no_driver', `/${name}`, { name })]) : split;
}

/** Adds amounts to those of others, by name. */
export function addAll(to: Map<string, Decimal>, amounts: Amounts): void {
  for (const [name, amount] of amounts) to.set(name, (to.get(name) ?? ZERO).plus(amount));
}
