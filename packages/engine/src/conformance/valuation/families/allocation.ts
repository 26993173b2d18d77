import {
  allocateDirect,
  allocateInterchange,
  allocatePools,
  allocateReciprocal,
  allocateStepDown,
} from '@dougong/kernel/costing';
import type { InterchangeSide, ServiceCosts } from '@dougong/kernel/costing';
import { splitExact } from '@dougong/kernel/registers';
import type { JsonObject } from '../../suite.js';
import {
  amountsIn,
  amountsOf,
  answerOf,
  decimalIn,
  decimalsIn,
  integerIn,
  mapOf,
  objectIn,
  text,
  textIn,
  textsIn,
  textsOf,
} from '../../read-case.js';

export function allocate(input: JsonObject): JsonObject {
  const split = splitExact(
    decimalIn(input, 'total'),
    decimalsIn(input, 'weights'),
    integerIn(input, 'scale'),
  );
  return answerOf(split, (parts) => ({ parts: parts.map(text) }));
}

export function direct(input: JsonObject): JsonObject {
  return answerOf(allocateDirect(servicesIn(input, 'services')), (final) => ({ final: textsOf(final) }));
}

export function stepDown(input: JsonObject): JsonObject {
  return answerOf(allocateStepDown(servicesIn(input, 'order')), ({ steps, final }) => ({
    steps: steps.map(({ from, amount, to }) => ({ from, amount: text(amount), to: textsOf(to) })),
    final: textsOf(final),
  }));
}

export function reciprocal(input: JsonObject): JsonObject {
  return answerOf(allocateReciprocal(servicesIn(input, 'services')), ({ gross, final }) => ({
    gross: textsOf(gross),
    final: textsOf(final),
  }));
}

export function interchange(input: JsonObject): JsonObject {
  const [first, second] = textsIn(input, 'services');
  if (first === undefined || second === undefined) throw new Error('services must be two');
  const given = {
    services: [first, second] as const,
    costs: amountsIn(input, 'costs'),
    usage: usageIn(input),
    tail: textIn(input, 'tail'),
    rateScale: integerIn(input, 'rate_scale'),
    scale: integerIn(input, 'scale'),
  };
  return answerOf(allocateInterchange(given), ([one, other]) => ({
    interchange_rate: bySide(one, other, ({ rate }) => text(rate)),
    interchange: { [`${first}->${second}`]: text(one.given), [`${second}->${first}`]: text(other.given) },
    external_cost: bySide(one, other, ({ externalCost }) => text(externalCost)),
    external_rate: bySide(one, other, ({ externalRate }) => text(externalRate)),
    external: bySide(one, other, ({ external }) => textsOf(external)),
  }));
}

export function overhead(input: JsonObject): JsonObject {
  const pools = [...mapOf(objectIn(input, 'pools'), (pool) => pool)].map(([name, pool]) => ({
    name,
    amount: decimalIn(pool, 'amount'),
    driver: textIn(pool, 'driver'),
  }));
  const drivers = mapOf(objectIn(input, 'hours'), amountsOf);
  return answerOf(allocatePools(pools, drivers, integerIn(input, 'scale')), ({ byPool, total }) => ({
    by_pool: Object.fromEntries([...byPool].map(([name, shares]) => [name, textsOf(shares)])),
    total: textsOf(total),
  }));
}

function servicesIn(input: JsonObject, services: 'services' | 'order'): ServiceCosts {
  return {
    services: textsIn(input, services),
    costs: amountsIn(input, 'costs'),
    usage: usageIn(input),
    scale: integerIn(input, 'scale'),
  };
}

function usageIn(input: JsonObject): ServiceCosts['usage'] {
  return mapOf(objectIn(input, 'usage'), amountsOf);
}

function bySide<Value>(
  one: InterchangeSide,
  other: InterchangeSide,
  tell: (side: InterchangeSide) => Value,
): Record<string, Value> {
  return { [one.service]: tell(one), [other.service]: tell(other) };
}
