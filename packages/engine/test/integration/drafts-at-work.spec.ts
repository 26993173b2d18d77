import { AGREE, CLAIM, edited, NOTE, ROLES, title, withNote, Workshop } from './releases-work.fixtures.js';

const FORM = 'drafts/form/claim';

describe('drafts', () => {
  let shop: Workshop;
  beforeEach(async () => {
    shop = await Workshop.open();
  });
  afterEach(() => shop.engine.stop());

  const drafted = async (): Promise<unknown> =>
    (await shop.ok('mei', 'GET', 'drafts')).drafts.map((each: { definition: unknown }) => each.definition);
  const audited = async (): Promise<unknown[]> =>
    (await shop.ok('mei', 'GET', 'audit?limit=20')).data.map((each: { action: string }) => each.action);

  const addNote = [
    { op: 'add', path: '/schema/properties/note', value: NOTE },
    { op: 'add', path: '/ui/order/note', value: 'note', after: 'reason' },
  ];

  test('change by operations, which are listed and audited with what was before', async () => {
    const renamed = { op: 'set', path: '/title/en', value: 'Request', was: 'Claim' };
    await shop.ok('mei', 'POST', `${FORM}/operations`, { operations: [...addNote, renamed] });
    expect(await drafted()).toEqual([edited(withNote(), (form) => (form.title.en = 'Request'))]);
    const { data } = await shop.ok('mei', 'GET', `${FORM}/operations`);
    expect(data).toMatchObject([{ cause: 'operations', by: 'mei', channel: 'api', undone: false }]);
    expect(data[0].operations).toContainEqual(renamed);
    const [entry] = (await shop.ok('mei', 'GET', 'audit?action=draft:operations')).data;
    expect(entry.changes).toContainEqual({
      path: '/form/claim/title/en',
      label: 'Form · claim · Title · en',
      op: 'set',
      old: 'Claim',
      new: 'Request',
    });
  });

  test('that are put as a whole are noted as the operations that they amount to', async () => {
    await shop.draft(withNote());
    const { data } = await shop.ok('mei', 'GET', `${FORM}/operations`);
    expect(data).toMatchObject([{ cause: 'put' }]);
    expect(
      data[0].operations.map((each: { op: string; path: string }) => `${each.op} ${each.path}`).sort(),
    ).toEqual(['add /schema/properties/note', 'add /ui/order/note']);
  });

  test('that are put twice the same are one change, and one as published is none', async () => {
    await shop.draft(withNote());
    await shop.draft(withNote());
    expect((await shop.ok('mei', 'GET', `${FORM}/operations`)).data).toHaveLength(1);
    await shop.draft(CLAIM);
    expect(await drafted()).toEqual([]);
  });

  test('that would leave nobody who may administer are told so, and are not published', async () => {
    const [designer] = ROLES;
    await shop.draft(edited(designer as never, (role: { system: string[] }) => (role.system = ['audit'])));
    const { findings } = await shop.ok('mei', 'POST', 'drafts/check', {});
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'nobody_left',
        key: 'designer',
        params: {
          right: { 'zh-CN': '管理系统', en: 'administer' },
          role: expect.objectContaining({ en: expect.any(String) }),
        },
      }),
    );
    const { code, errors } = await shop.refused('mei', 'POST', 'publish', {});
    expect([code, errors.map((each) => each.code)]).toEqual([
      'not_publishable',
      ['nobody_left', 'nobody_left'],
    ]);
  });

  test('refuse operations that do not fit, all of them, with the place', async () => {
    const wrong = { op: 'set', path: '/title/en', value: 'X', was: 'Something else' };
    const { code, errors } = await shop.refused('mei', 'POST', `${FORM}/operations`, {
      operations: [...addNote, wrong],
    });
    expect([code, errors[0]?.pointer, errors[0]?.code]).toEqual([
      'operations_do_not_fit',
      '#/title/en',
      'change_value_differs',
    ]);
    expect(await drafted()).toEqual([]);
  });

  test('make and remove definitions by operations', async () => {
    const made = { ...(CLAIM as object), key: 'wish', title: title('愿望', 'Wish') };
    await shop.ok('mei', 'POST', 'drafts/form/wish/operations', {
      operations: [{ op: 'add', path: '', value: made }],
    });
    await shop.ok('mei', 'POST', 'drafts/flow/agree/operations', {
      operations: [{ op: 'remove', path: '', was: AGREE }],
    });
    expect(await drafted()).toEqual([null, made]);
    expect(
      (
        await shop.refused('mei', 'POST', 'drafts/form/other/operations', {
          operations: [{ op: 'add', path: '', value: made }],
        })
      ).code,
    ).toBe('draft_key_differs');
  });

  test('take operations back one after another, back to what is published', async () => {
    await shop.draft(withNote());
    await shop.ok('mei', 'POST', `${FORM}/operations`, {
      operations: [{ op: 'set', path: '/title/en', value: 'Request', was: 'Claim' }],
    });
    await shop.ok('mei', 'POST', `${FORM}/undo`);
    expect(await drafted()).toEqual([withNote()]);
    await shop.ok('mei', 'POST', `${FORM}/undo`);
    expect(await drafted()).toEqual([]);
    expect((await shop.refused('mei', 'POST', `${FORM}/undo`)).code).toBe('nothing_to_undo');
    expect(await audited()).toEqual(expect.arrayContaining(['draft:put', 'draft:operations', 'draft:undo']));
  });

  test('that were thrown away come back by undo; a publish ends what can be taken back', async () => {
    await shop.draft(withNote());
    await shop.ok('mei', 'DELETE', FORM);
    expect(await drafted()).toEqual([]);
    await shop.ok('mei', 'POST', `${FORM}/undo`);
    expect(await drafted()).toEqual([withNote()]);
    await shop.publish();
    expect((await shop.refused('mei', 'POST', `${FORM}/undo`)).code).toBe('nothing_to_undo');
  });

  test('can all be thrown away at once', async () => {
    await shop.draft(withNote());
    await shop.draft(edited(AGREE, (flow) => (flow.title.en = 'Consent')));
    await shop.ok('mei', 'POST', 'drafts/discard');
    expect(await drafted()).toEqual([]);
  });

  test('of two designers: who has not seen the last change is told which it was', async () => {
    const { revision } = await shop.draft(withNote(), 'lin');
    const late = await shop.as(
      'mei',
      'PUT',
      FORM,
      { definition: CLAIM },
      { 'if-match': `"${revision - 1}"` },
    );
    expect(late.status).toBe(412);
    expect(late.body.params.changed).toMatchObject([{ kind: 'form', key: 'claim', cause: 'put', by: 'lin' }]);
    expect(late.headers['etag']).toBe(`"${revision}"`);
    const seen = await shop.as(
      'mei',
      'PUT',
      FORM,
      { definition: withNote() },
      { 'if-match': `"${revision}"` },
    );
    expect(seen.status).toBe(200);
  });

  test('are for designers', async () => {
    for (const path of [`${FORM}/operations`, 'design/status', 'design/diff', 'releases'])
      expect((await shop.as('wang', 'GET', path)).status).toBe(403);
    for (const path of [`${FORM}/undo`, 'drafts/discard', 'drafts/rebase', 'releases/1/restore'])
      expect((await shop.as('wang', 'POST', path, {})).status).toBe(403);
  });
});

describe('the status of definitions', () => {
  let shop: Workshop;
  beforeAll(async () => {
    shop = await Workshop.open();
  });
  afterAll(() => shop.engine.stop());

  const statuses = async () => {
    const { status, definitions } = await shop.ok('mei', 'GET', 'design/status');
    const changed = definitions.filter((each: { status: string }) => each.status !== 'published');
    return [status, ...changed.map((each: { key: string; status: string }) => `${each.key} ${each.status}`)];
  };

  test('tells what is published, new, changed, changed with errors or removed', async () => {
    expect(await statuses()).toEqual(['published']);
    await shop.draft(withNote());
    expect(await statuses()).toEqual(['changed', 'claim changed']);
    await shop.draft(edited(AGREE, (flow) => flow.nodes.pop()));
    expect(await statuses()).toEqual(['changed_with_errors', 'claim changed', 'agree changed_with_errors']);
    await shop.ok('mei', 'POST', 'drafts/flow/agree/undo');
    await shop.draft(edited(ROLES[1]!, (role) => (role.key = 'guest')));
    expect(await statuses()).toEqual(['changed', 'claim changed', 'guest draft']);
    const removal = [{ op: 'remove', path: '', was: ROLES[1] }];
    await shop.ok('mei', 'POST', 'drafts/role/clerk/operations', { operations: removal });
    expect(await statuses()).toEqual(['changed', 'claim changed', 'clerk removed', 'guest draft']);
  });
});

describe('drafts that were begun on an older release', () => {
  let shop: Workshop;
  beforeEach(async () => {
    shop = await Workshop.open();
  });
  afterEach(() => shop.engine.stop());

  const others = [AGREE, ...ROLES];

  test('stay publishable where nobody else has changed their definition', async () => {
    await shop.draft(withNote());
    await shop.install([CLAIM, edited(AGREE, (flow) => (flow.title.en = 'Consent')), ...ROLES], 1);
    expect(await shop.publish()).toBe(3);
  });

  test('are not published over what others have brought, but put together with it', async () => {
    await shop.draft(withNote());
    const theirs = edited(CLAIM, (form) => (form.title.en = 'Request'));
    await shop.install([theirs, ...others], 1);
    expect((await shop.refused('mei', 'POST', 'publish', {})).code).toBe('drafts_need_rebase');
    const { definitions } = await shop.ok('mei', 'GET', 'design/status');
    expect(definitions[0]).toMatchObject({ key: 'claim', needsRebase: true });
    const answer = await shop.ok('mei', 'POST', 'drafts/rebase', {});
    expect(answer).toMatchObject({
      applied: true,
      release: 2,
      rebased: [{ key: 'claim', from: 1 }],
      conflicts: [],
    });
    expect(await shop.publish()).toBe(3);
    expect(await shop.ok('mei', 'GET', 'definitions/form/claim')).toEqual(withNote(theirs));
  });

  test('tell what both sides changed, and wait until somebody has chosen', async () => {
    await shop.draft(edited(CLAIM, (form) => (form.title.en = 'Mine')));
    await shop.install([edited(CLAIM, (form) => (form.title.en = 'Theirs')), ...others], 1);
    const open = await shop.ok('mei', 'POST', 'drafts/rebase', {});
    expect(open.applied).toBe(false);
    expect(open.conflicts[0].sentence).toMatch(/"Theirs?"|"Mine"|Claim/);
    expect(open.conflicts[0]).toMatchObject({ kind: 'form', key: 'claim', chosen: false });
    const choices = { [open.conflicts[0].id]: 'theirs' };
    const done = await shop.ok('mei', 'POST', 'drafts/rebase', { choices });
    expect(done.applied).toBe(true);
    const { drafts } = await shop.ok('mei', 'GET', 'drafts');
    expect(drafts).toEqual([]);
  });
});
