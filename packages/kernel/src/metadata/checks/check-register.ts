import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { RegisterDefinition } from '../register.js';
import { findDuplicates } from './duplicates.js';

/** Dimensions and resources have one name each; a valued register has one quantity and one amount; policies fit together. */
export function checkRegister(definition: RegisterDefinition): readonly Issue[] {
  const { dimensions, resources, valuation } = definition;
  const names = [...dimensions, ...resources].map((one) => one.id);
  return [
    ...findDuplicates(
      dimensions.map((one) => one.id),
      '/dimensions',
      'id',
    ),
    ...(new Set(names).size === names.length
      ? []
      : findDuplicates(
          resources.map((one) => one.id),
          '/resources',
          'id',
        )),
    ...shared(dimensions, resources),
    ...dimensions.flatMap(({ type, form }, index) => {
      const at = pointer('/dimensions', index, 'form');
      if (type === 'reference' && form === undefined) return [issue('keyword_missing', at, { name: 'form' })];
      return type !== 'reference' && form !== undefined
        ? [issue('unknown_keyword', at, { name: 'form' })]
        : [];
    }),
    ...(valuation === 'none' ? [] : checkValued(resources)),
    ...namedDimensions(definition),
    ...(valuation === 'none' && definition.standardBy !== undefined
      ? [issue('standard_without_value', '/standardBy')]
      : []),
    ...checkBalanceMode(definition),
  ];
}

function shared(
  dimensions: RegisterDefinition['dimensions'],
  resources: RegisterDefinition['resources'],
): readonly Issue[] {
  const taken = new Set(dimensions.map((one) => one.id));
  return resources.flatMap(({ id }, index) =>
    taken.has(id) ? [issue('duplicate', pointer('/resources', index, 'id'), { name: id })] : [],
  );
}

function checkValued(resources: RegisterDefinition['resources']): readonly Issue[] {
  const count = (role: string): number => resources.filter((resource) => resource.role === role).length;
  return count('quantity') === 1 && count('amount') === 1 ? [] : [issue('valued_resources', '/resources')];
}

/** Exceptions and standards name dimensions that are there. */
function namedDimensions({
  dimensions,
  negativeFor = [],
  standardBy = [],
}: RegisterDefinition): readonly Issue[] {
  const named = [
    ...negativeFor.map(({ dimension }, at) => [dimension, pointer('/negativeFor', at, 'dimension')] as const),
    ...standardBy.map((dimension, at) => [dimension, pointer('/standardBy', at)] as const),
  ];
  return named
    .filter(([dimension]) => !dimensions.some(({ id }) => id === dimension))
    .map(([dimension, at]) => issue('unknown_own_dimension', at, { dimension }));
}

/** Nobody can watch a balance that is in parts or comes later, nor value by it. */
function checkBalanceMode({
  balance,
  negative,
  negativeFor = [],
  valuation,
}: RegisterDefinition): readonly Issue[] {
  if (balance !== 'split' && balance !== 'deferred') return [];
  const isWatched = negative !== 'allow' || negativeFor.some(({ policy }) => policy !== 'allow');
  return [
    ...(isWatched ? [issue('balance_cannot_be_watched', '/balance', { balance })] : []),
    ...(valuation === 'none' ? [] : [issue('balance_cannot_be_valued', '/balance', { balance })]),
  ];
}
