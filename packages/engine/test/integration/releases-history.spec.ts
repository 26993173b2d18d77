import { AGREE, CLAIM, edited, ROLES, withNote, Workshop } from './releases-work.fixtures.js';

describe('releases', () => {
  let shop: Workshop;
  beforeAll(async () => {
    shop = await Workshop.open();
    await shop.draft(withNote());
    await shop.publish();
    await shop.draft(edited(AGREE, (flow) => (flow.nodes[1].config.mode = 'all')));
    await shop.draft(edited(ROLES[1]!, (role) => (role.forms[0].rows = 'all')));
    await shop.publish('lin');
  });
  afterAll(() => shop.engine.stop());

  test('are listed page by page, the newest first, without their definitions', async () => {
    const first = await shop.ok('mei', 'GET', 'releases?limit=2');
    expect(first.data).toMatchObject([
      { number: 3, by: 'lin', inForce: true, changeCount: 2 },
      { number: 2, by: 'mei', inForce: false, changes: [{ kind: 'form', key: 'claim', change: 'changed' }] },
    ]);
    expect(first.data[0].definitions).toBeUndefined();
    const second = await shop.ok('mei', 'GET', `releases?limit=2&cursor=${first.nextCursor}`);
    expect(second.data).toMatchObject([{ number: 1, by: null, comment: 'installed' }]);
    expect(second.nextCursor).toBeUndefined();
  });

  test('have a name of their own, which no other has, and are found by it', async () => {
    await shop.ok('mei', 'PUT', 'releases/2/name', { name: 'Before winter' });
    expect((await shop.refused('mei', 'PUT', 'releases/3/name', { name: 'Before winter' })).code).toBe(
      'release_name_taken',
    );
    expect((await shop.ok('mei', 'GET', 'releases?q=winter')).data).toMatchObject([{ number: 2 }]);
    expect((await shop.ok('mei', 'GET', 'audit?action=release:name')).data).toHaveLength(1);
    await shop.ok('mei', 'PUT', 'releases/2/name', { name: null });
    expect((await shop.ok('mei', 'GET', 'releases/2')).name).toBeNull();
  });

  test('tell what they are made of and what runs by them', async () => {
    expect(await shop.ok('mei', 'GET', 'releases/3')).toMatchObject({
      number: 3,
      running: 0,
      definitionCounts: { form: 1, flow: 1, role: 2 },
    });
    expect(
      (await shop.ok('mei', 'GET', 'releases/1/definitions')).data.map((each: { key: string }) => each.key),
    ).toEqual(['claim', 'agree', 'designer', 'clerk']);
    expect((await shop.as('mei', 'GET', 'releases/99')).status).toBe(404);
    expect((await shop.as('mei', 'GET', 'releases/99/definitions')).status).toBe(404);
  });

  test('are compared in words of the language asked for', async () => {
    const english = await shop.ok('mei', 'GET', 'design/diff?from=1&to=3');
    expect(english.counts).toMatchObject({ definitions: 3 });
    const words = english.definitions.flatMap((each: { changes: { sentence: string }[] }) =>
      each.changes.map(({ sentence }) => sentence),
    );
    expect(words).toEqual(
      expect.arrayContaining([
        'New field "Note".',
        'Node "Manager": With several people set to All must agree.',
        'Grant "Claim": rows widened, from their own to all records.',
      ]),
    );
    const chinese = await shop.as('mei', 'GET', 'design/diff?from=2&to=1', undefined, {
      'accept-language': 'zh-CN',
    });
    expect(chinese.body.definitions[0].changes[0]).toMatchObject({
      what: 'field_removed',
      weight: 'breaking',
      sentence: '删除字段“备注”。',
    });
    expect((await shop.refused('mei', 'GET', 'design/diff?from=x')).code).toBe('bad_query');
    expect((await shop.as('mei', 'GET', 'design/diff?from=77')).status).toBe(404);
  });

  test('come back as drafts that make the definitions what they were', async () => {
    const { drafts } = await shop.ok('mei', 'POST', 'releases/1/restore');
    expect(drafts.map((each: { key: string }) => each.key)).toEqual(['agree', 'claim', 'clerk']);
    const diff = await shop.ok('mei', 'GET', 'design/diff?from=1&to=drafts');
    expect(diff.definitions).toEqual([]);
    expect((await shop.refused('mei', 'POST', 'releases/2/restore')).code).toBe('drafts_in_the_way');
    await shop.ok('mei', 'POST', 'releases/2/restore', { replace: true });
    expect((await shop.ok('mei', 'GET', 'design/diff?from=2&to=drafts')).definitions).toEqual([]);
    await shop.ok('mei', 'POST', 'drafts/discard');
  });

  test('give back one definition alone', async () => {
    const { drafts } = await shop.ok('mei', 'POST', 'releases/1/definitions/form/claim/restore');
    expect(drafts).toMatchObject([{ kind: 'form', key: 'claim', definition: CLAIM }]);
    await shop.ok('mei', 'POST', 'drafts/discard');
  });
});

describe('a history of five hundred releases', () => {
  let shop: Workshop;
  beforeAll(async () => {
    shop = await Workshop.open();
    await shop.engine.database.query(
      `INSERT INTO core.release (number, definitions, changes, created_at)
       SELECT n, (SELECT definitions FROM core.release WHERE number = 1),
              (SELECT jsonb_agg(jsonb_build_object('kind', 'form', 'key', 'f' || i, 'change', 'changed', 'paths',
                 (SELECT jsonb_agg('/schema/properties/field' || p) FROM generate_series(1, 50) p))) FROM generate_series(1, 30) i),
              now() FROM generate_series(2, 500) n`,
    );
  });
  afterAll(() => shop.engine.stop());

  test('is read in pages that hold a few changes each and no definitions', async () => {
    const page = await shop.as('mei', 'GET', 'releases?limit=100');
    expect(page.body.data).toHaveLength(100);
    expect(page.body.data[0]).toMatchObject({ number: 500, changeCount: 30 });
    expect(page.body.data[0].changes).toHaveLength(20);
    expect(page.text.length).toBeLessThan(300_000);
  });
});
