import { AGREE, CLAIM, edited, ROLES, Workshop } from './releases-work.fixtures.js';

describe('what a publish would mean', () => {
  let shop: Workshop;
  beforeAll(async () => {
    shop = await Workshop.open();
    for (const amount of ['1', '2', '3'])
      await shop.ok('mei', 'POST', 'forms/claim/records', { amount, reason: amount === '3' ? null : 'why' });
    const { data } = await shop.ok('mei', 'GET', 'forms/claim/records');
    await shop.ok('mei', 'POST', `forms/claim/records/${data[0].id}/actions/ask`);
  });
  afterAll(() => shop.engine.stop());
  afterEach(() => shop.ok('mei', 'POST', 'drafts/discard'));

  const impact = () => shop.ok('mei', 'GET', 'releases/impact');

  test('without drafts is nothing', async () => {
    expect(await impact()).toMatchObject({ flows: [], forms: [], roles: [], users: 0, consumers: [] });
  });

  test('for data: rows of the form, values that a removed field keeps, and programs that read it', async () => {
    await shop.draft(
      edited(CLAIM, (form) => {
        delete form.schema.properties.reason;
        form.ui.order = ['amount', 'note'];
        form.schema.properties.note = { type: 'string', 'x-title': { 'zh-CN': '备注', en: 'Note' } };
      }),
    );
    const { forms, consumers } = await impact();
    expect(forms).toMatchObject([
      {
        key: 'claim',
        rows: 3,
        estimated: false,
        fields: expect.arrayContaining([
          { path: 'reason', title: { 'zh-CN': '事由', en: 'Reason' }, change: 'removed', values: 2 },
          { path: 'note', title: { 'zh-CN': '备注', en: 'Note' }, change: 'added' },
        ]),
      },
    ]);
    expect(consumers.map((each: { user: string }) => each.user)).toEqual(['mei']);
    expect(consumers[0].forms).toEqual(['claim']);
  });

  test('for work under way: instances stay, and those at a node that is gone need a mapping to move', async () => {
    await shop.draft(edited(AGREE, (flow) => (flow.title.en = 'Consent')));
    expect((await impact()).flows).toMatchObject([
      { key: 'agree', running: 1, migratable: 1, nodesGone: [] },
    ]);
    await shop.draft(
      edited(AGREE, (flow) => {
        flow.nodes[1].id = 'b';
        flow.edges = [
          { id: 'e1', from: 's', to: 'b' },
          { id: 'e2', from: 'b', to: 'e' },
        ];
      }),
    );
    expect((await impact()).flows).toMatchObject([
      { running: 1, migratable: 0, nodesGone: [{ id: 'a', title: { en: 'Manager' }, running: 1 }] },
    ]);
  });

  test('for values of a field that gets another type: how many it can take', async () => {
    await shop.draft(
      edited(CLAIM, (form) => {
        form.schema.properties.amount = {
          type: 'integer',
          'x-title': { 'zh-CN': '金额', en: 'Amount' },
        };
      }),
    );
    const [{ fields }] = (await impact()).forms;
    expect(fields).toMatchObject([{ path: 'amount', change: 'retyped', values: 3, converts: 3, fails: 0 }]);
  });

  test('for rights: which roles widen or narrow, and how many people hold them', async () => {
    await shop.draft(
      edited(ROLES[1]!, (role) => {
        role.forms[0].rows = 'all';
        role.forms[0].actions = ['read'];
      }),
    );
    expect(await impact()).toMatchObject({
      roles: [{ key: 'clerk', widened: 1, narrowed: 1, users: 1 }],
      users: 1,
    });
  });
});
