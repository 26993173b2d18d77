import { changedFilter, filterOf } from './account-filter.js';

describe('the filter of the accounts', () => {
  it('is what the address says, without what nobody knows', () => {
    expect(filterOf(new URLSearchParams('q=li&state=blocked&role=&other=1'))).toEqual({
      q: 'li',
      state: 'blocked',
    });
    expect(filterOf(new URLSearchParams('state=asleep'))).toEqual({});
  });

  it('goes back into the address without blanks', () => {
    expect(changedFilter({ q: 'li', state: 'blocked' }, { q: '', role: 'keeper' })).toEqual({
      state: 'blocked',
      role: 'keeper',
    });
  });
});
