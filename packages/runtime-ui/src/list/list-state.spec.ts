import {
  changedListState,
  listQuery,
  addedSort,
  nextSort,
  sortLevels,
  readListState,
  withFilters,
  writeListState,
} from './list-state.js';

const read = (search: string) => readListState(new URLSearchParams(search));

describe('the state of a list in its address', () => {
  it('comes back the same after it was written', () => {
    const state = {
      list: 'open',
      text: '十一月 & co',
      filters: [
        { field: 'status', op: 'in' as const, value: 'draft,done' },
        { field: 'amount', op: 'gte' as const, value: '5000.01' },
      ],
      sort: '-no',
      after: 'abc==',
    };
    expect(read(writeListState(state).toString())).toEqual(state);
  });

  it('leaves out names that are no filters, and filters without a value', () => {
    expect(read('status.eq=&status.like=x&evil&amount.gt=1&Amount.gt=1').filters).toEqual([
      { field: 'amount', op: 'gt', value: '1' },
    ]);
  });

  it('is an empty address for the plain list', () => {
    expect(writeListState({ filters: [] }).toString()).toBe('');
  });

  it('starts at the first page when something else is asked for', () => {
    expect(changedListState({ filters: [], after: 'x', sort: 'no' }, { text: 'a' })).toEqual({
      filters: [],
      sort: 'no',
      text: 'a',
    });
  });
});

describe('filters of a list', () => {
  const state = read('place.eq=1&status.in=a,b&amount.gte=5');

  it('are replaced where they stood', () => {
    const { filters } = withFilters(state, 'status', [{ op: 'eq', value: 'c' }]);
    expect(filters.map(({ field, value }) => `${field}=${value}`)).toEqual([
      'place=1',
      'status=c',
      'amount=5',
    ]);
  });

  it('go when nothing is chosen any more', () => {
    expect(withFilters(state, 'place', []).filters.map(({ field }) => field)).toEqual(['status', 'amount']);
  });

  it('come last when they are new', () => {
    expect(withFilters(state, 'day', [{ op: 'gte', value: '2026-01-01' }]).filters.at(-1)?.field).toBe('day');
  });
});

describe('the query of a list', () => {
  it('asks for the exact count with the first page only', () => {
    expect(listQuery(read('q=a'), 'all')).toMatchObject({ list: 'all', text: 'a', countExact: true });
    expect(listQuery(read('after=c'), 'all')).toMatchObject({ cursor: 'c', countExact: false });
  });

  it('takes the view of the address before the first view of the form', () => {
    expect(listQuery(read('list=late'), 'all').list).toBe('late');
  });
});

describe('the head of a column', () => {
  it('sorts upwards, then the other way round', () => {
    expect(nextSort('-no', 'amount')).toBe('amount');
    expect(nextSort('amount', 'amount')).toBe('-amount');
    expect(nextSort('-amount', 'amount')).toBe('amount');
  });

  it('adds a field behind the others, turns it round and takes it away again', () => {
    expect(addedSort('-day', 'customer')).toBe('-day,customer');
    expect(addedSort('-day,customer', 'customer')).toBe('-day,-customer');
    expect(addedSort('-day,-customer', 'customer')).toBe('-day');
    expect(addedSort('-day,customer', 'day')).toBe('customer');
  });

  it('always leaves a field, and takes no more than three', () => {
    expect(addedSort('-day', 'day')).toBe('day');
    expect(addedSort(undefined, 'day')).toBe('day');
    expect(addedSort('a,b,c', 'd')).toBe('a,b,c');
  });

  it('is told its place and which way it runs', () => {
    expect(sortLevels('-day,customer')).toEqual([
      { field: 'day', descending: true },
      { field: 'customer', descending: false },
    ]);
    expect(sortLevels(undefined)).toEqual([]);
  });
});
