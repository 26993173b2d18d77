import type { FieldSchema } from '@dougong/ui/forms';
import { anyOf, between, boundOf, endOfDay, filterKind, startOfDay, valuesOf } from './filter-kinds.js';

const kindOf = (schema: FieldSchema, key = 'field') => filterKind({ key, title: '', schema });

describe('filters of fields', () => {
  it('fit what the field holds', () => {
    expect(kindOf({ type: 'string', enum: ['a'] })).toBe('choices');
    expect(kindOf({ type: 'string' }, 'status')).toBe('choices');
    expect(kindOf({ type: 'string', format: 'uuid', 'x-reference': { form: 'place' } })).toBe('reference');
    expect(kindOf({ type: 'string', format: 'uuid', 'x-user': true })).toBe('user');
    expect(kindOf({ type: 'boolean' })).toBe('boolean');
    expect(kindOf({ type: 'string', format: 'decimal' })).toBe('range');
    expect(kindOf({ type: 'string', format: 'date' })).toBe('dates');
    expect(kindOf({ type: 'string' })).toBe('text');
  });

  it('ask for one value plainly and for several as a list', () => {
    expect(anyOf([])).toEqual([]);
    expect(anyOf(['a'])).toEqual([{ op: 'eq', value: 'a' }]);
    expect(anyOf(['a', 'b'])).toEqual([{ op: 'in', value: 'a,b' }]);
  });

  it('show chosen values in their editor again', () => {
    expect(valuesOf([{ field: 'f', op: 'in', value: 'a,b' }])).toEqual(['a', 'b']);
    expect(boundOf([{ field: 'f', op: 'lte', value: '9' }], 'lte')).toBe('9');
  });

  it('may be open on either side', () => {
    expect(between('', '5')).toEqual([{ op: 'lte', value: '5' }]);
    expect(between('1', '')).toEqual([{ op: 'gte', value: '1' }]);
    expect(between('', '')).toEqual([]);
  });

  it('cover whole days where the user is', () => {
    const hours = (Date.parse(endOfDay('2026-11-20')) - Date.parse(startOfDay('2026-11-20'))) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
  });
});
