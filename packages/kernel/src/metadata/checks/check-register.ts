import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { RegisterDefinition } from '../register.js';
import { findDuplicates } from './duplicates.js';

/** Dimensions and resources have one name each; a valued register has one quantity and one amount. */
export function checkRegister({ dimensions, resources, valuation }: RegisterDefinition): readonly Issue[] {
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
