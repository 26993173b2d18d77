import { createWorkspace, tabAddress } from './workspace.js';

const addresses = (workspace: ReturnType<typeof createWorkspace>) => workspace.tabs().map(tabAddress);

beforeEach(() => sessionStorage.clear());

describe('the tabs of the workspace', () => {
  test('a tab leads back to what its page showed last', () => {
    const workspace = createWorkspace();
    workspace.open('/forms/claim', 'Claims');
    workspace.visit('/forms/claim', '?q=late');
    expect(addresses(workspace)).toEqual(['/forms/claim?q=late']);
    workspace.visit('/forms/claim', '');
    expect(addresses(workspace)).toEqual(['/forms/claim']);
  });

  test('closing a document leads to the neighbour as it was shown', () => {
    const workspace = createWorkspace();
    workspace.open('/forms/claim', 'Claims');
    workspace.visit('/forms/claim', '?sort=-at');
    workspace.open('/forms/claim/1', 'Claim 1');
    expect(workspace.close('/forms/claim/1')).toMatchObject({ path: '/forms/claim', search: '?sort=-at' });
  });

  test('a reload brings the tabs back with what they showed', () => {
    const before = createWorkspace('a');
    before.open('/forms/claim', 'Claims');
    before.visit('/forms/claim', '?after=x', { back: [''] });
    expect(createWorkspace('a').tabs()).toEqual([
      {
        path: '/forms/claim',
        title: 'Claims',
        dirty: false,
        pinned: false,
        search: '?after=x',
        state: { back: [''] },
      },
    ]);
  });

  test('a new record that got its id starts without a query', () => {
    const workspace = createWorkspace();
    workspace.open('/forms/claim/new', 'New claim');
    workspace.visit('/forms/claim/new', '?copy=1');
    workspace.move('/forms/claim/new', '/forms/claim/1');
    expect(addresses(workspace)).toEqual(['/forms/claim/1']);
  });
});
