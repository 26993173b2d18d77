import { openTask } from '../support/builders.js';
import { Company } from './organisation.fixtures.js';

let company: Company;

beforeAll(async () => {
  company = await Company.open();
  for (const login of ['ann', 'bob', 'cat', 'dan']) await company.hire(login);
});

afterAll(() => company.engine.stop());

describe('departments', () => {
  test('are made by administrators, with what stands above them and a leader, and seen by everybody', async () => {
    expect((await company.department('company', { leader: company.id('boss') })).status).toBe(201);
    expect((await company.department('east', { parent: 'company', leader: company.id('ann') })).status).toBe(
      201,
    );
    expect((await company.department('shop', { parent: 'east' })).status).toBe(201);
    const { body } = await company.as('dan', 'GET', 'departments');
    expect(body['data']).toMatchObject([
      { key: 'company', parent: null, leader: company.id('boss'), active: true, members: 0 },
      { key: 'east', parent: 'company', leader: company.id('ann') },
      { key: 'shop', parent: 'east', leader: null },
    ]);
  });

  test('are what flows ask about', async () => {
    const people = await company.people();
    expect([people.parentOf('shop'), people.leaderOf('shop'), people.leaderOf('east')]).toEqual([
      'east',
      undefined,
      company.id('ann'),
    ]);
  });

  test('never stand above themselves', async () => {
    expect(await company.refused('boss', 'PATCH', 'departments/company', { parent: 'shop' })).toBe(
      '422 department_ring #/parent',
    );
    expect(await company.refused('boss', 'PATCH', 'departments/east', { parent: 'east' })).toBe(
      '422 department_ring #/parent',
    );
  });

  test('never stand above each other, even when two administrators move them at once', async () => {
    await company.department('north', { parent: 'company' });
    await company.department('south', { parent: 'company' });
    const answers = await Promise.all([
      company.as('boss', 'PATCH', 'departments/north', { parent: 'south' }),
      company.as('boss', 'PATCH', 'departments/south', { parent: 'north' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test.each([
    ['a key that is taken', { key: 'east' }, '422 not_unique #/key'],
    ['a parent that is not there', { key: 'west', parent: 'moon' }, '422 unknown_department #/parent'],
    [
      'a leader who is not there',
      { key: 'west', leader: '00000000-0000-4000-8000-00000000dead' },
      '422 unknown_user #/leader',
    ],
  ])('are refused for %s', async (_, parts, problem) => {
    const body = { title: { 'zh-CN': '西区', en: 'West' }, ...parts };
    expect(await company.refused('boss', 'POST', 'departments', body)).toBe(problem);
  });

  test('are changed by administrators alone, and the try is audited', async () => {
    expect(await company.refused('dan', 'PATCH', 'departments/east', { leader: null })).toBe('403 no_right');
    const { rows } = await company.engine.database.query(
      `SELECT outcome, code FROM core.audit_entry WHERE actor = $1 ORDER BY id DESC LIMIT 1`,
      [company.id('dan')],
    );
    expect(rows).toEqual([{ outcome: 'refused', code: 'no_right' }]);
  });

  test('leave in the audit what was changed, and nothing when nothing was', async () => {
    const before = await company.version();
    await company.as('boss', 'PATCH', 'departments/shop', { leader: company.id('bob') });
    await company.as('boss', 'PATCH', 'departments/shop', { leader: company.id('bob') });
    const { rows } = await company.engine.database.query(
      `SELECT action, changes FROM core.audit_entry WHERE action = 'department:change' AND changes @> '[{"path": "/shop/leader"}]'`,
    );
    expect(rows).toEqual([
      { action: 'department:change', changes: [{ path: '/shop/leader', old: null, new: company.id('bob') }] },
    ]);
    expect(await company.version()).toBe(before + 1);
  });

  test('are closed and deleted only when nobody is in them', async () => {
    await company.department('stall', { parent: 'shop' });
    await company.as('boss', 'PATCH', `users/${company.id('cat')}`, { department: 'stall' });
    expect(await company.refused('boss', 'PATCH', 'departments/stall', { active: false })).toBe(
      '409 department_not_empty',
    );
    expect(await company.refused('boss', 'DELETE', 'departments/shop')).toBe('409 department_not_empty');
    await company.as('boss', 'PATCH', `users/${company.id('cat')}`, { department: null });
    expect((await company.as('boss', 'DELETE', 'departments/stall')).status).toBe(204);
    expect(await company.refused('boss', 'DELETE', 'departments/stall')).toBe('404 not_found');
  });
});

describe('people', () => {
  test('have a department and posts; the main post stands beside the name', async () => {
    await company.as('boss', 'POST', 'posts', { key: 'buyer', title: { 'zh-CN': '采购', en: 'Buyer' } });
    await company.as('boss', 'POST', 'posts', { key: 'driver', title: { 'zh-CN': '司机', en: 'Driver' } });
    const { status, body } = await company.as('boss', 'PATCH', `users/${company.id('bob')}`, {
      department: 'shop',
      posts: ['driver', 'buyer'],
    });
    expect([status, body['posts'], body['post']]).toEqual([
      200,
      ['driver', 'buyer'],
      { 'zh-CN': '司机', en: 'Driver' },
    ]);
    const people = await company.people();
    expect([people.departmentOf(company.id('bob')), people.usersOfPost('buyer')]).toEqual([
      'shop',
      [company.id('bob')],
    ]);
    expect((await company.as('dan', 'GET', 'users?department=shop')).body['data']).toMatchObject([
      { login: 'bob', department: 'shop', posts: ['driver', 'buyer'], active: true },
    ]);
  });

  test('hold posts in the order given, and a post is renamed beside every name', async () => {
    const bob = `users/${company.id('bob')}`;
    expect((await company.as('boss', 'PATCH', bob, { posts: ['buyer', 'driver'] })).body['posts']).toEqual([
      'buyer',
      'driver',
    ]);
    await company.as('boss', 'PATCH', 'posts/buyer', { title: { 'zh-CN': '采购员', en: 'Purchaser' } });
    expect((await company.as('dan', 'GET', 'users?q=bob')).body['data']).toMatchObject([
      { post: { en: 'Purchaser' } },
    ]);
    expect(await company.refused('boss', 'DELETE', 'posts/driver')).toBe('409 post_held');
  });

  test.each([
    ['a department', { department: 'moon' }, '422 unknown_department #/department'],
    ['a post', { posts: ['buyer', 'pilot'] }, '422 unknown_post #/posts/1'],
  ])('are not given %s that is not there', async (_, change, problem) => {
    expect(await company.refused('boss', 'PATCH', `users/${company.id('ann')}`, change)).toBe(problem);
  });

  test('who leave are seen with everything that hangs on them', async () => {
    const eve = await company.hire('eve');
    const task = await openTask(company.engine, eve);
    await company.as('boss', 'PATCH', 'departments/shop', { leader: eve });
    await company.as('eve', 'POST', 'deputies', { deputy: company.id('dan'), from: '2026-12-01T00:00:00Z' });
    const { body } = await company.as('boss', 'GET', `users/${eve}/duties`);
    expect(body).toMatchObject({
      user: { login: 'eve', active: true },
      openTasks: { count: 1, data: [{ id: task, form: 'request', title: { en: 'Add papers' } }] },
      leads: [{ key: 'shop' }],
      deputies: { given: [{ deputy: company.id('dan') }], standsIn: [] },
    });
    const handed = await company.as('boss', 'GET', `users/${company.id('dan')}/duties`);
    expect(handed.body).toMatchObject({ deputies: { given: [], standsIn: [{ user: eve }] } });
    expect(await company.refused('dan', 'GET', `users/${eve}/duties`)).toBe('403 no_right');
  });

  test('who have left are signed out, no longer chosen, and their open tasks are listed', async () => {
    const eve = company.id('eve');
    expect((await company.as('boss', 'GET', 'tasks-of-inactive')).body['data']).toEqual([]);
    expect((await company.as('boss', 'PATCH', `users/${eve}`, { active: false })).status).toBe(200);
    const again = async () => (await company.as('eve', 'GET', 'session')).status;
    for (let turn = 0; turn < 100 && (await again()) !== 401; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await again()).toBe(401);
    expect((await company.as('dan', 'GET', 'users?q=eve')).body['data']).toEqual([]);
    expect((await company.as('boss', 'GET', 'users?q=eve&active=false')).body['data']).toMatchObject([
      { login: 'eve', active: false },
    ]);
    expect(await company.refused('dan', 'GET', 'users?active=all')).toBe('403 no_right');
    const { body } = await company.as('boss', 'GET', 'tasks-of-inactive');
    expect(body).toMatchObject({ data: [{ assignee: eve, form: 'request' }], users: { [eve]: 'eve' } });
    const people = await company.people();
    expect([people.isActive(eve), people.leaderOf('shop')]).toEqual([false, eve]);
  });

  test('with many tasks are listed page by page, the oldest first', async () => {
    for (let at = 0; at < 3; at += 1) {
      company.engine.clock.advance({ minutes: 1 });
      await openTask(company.engine, company.id('eve'));
    }
    const first = await company.as('boss', 'GET', 'tasks-of-inactive?limit=3');
    const rest = await company.as(
      'boss',
      'GET',
      `tasks-of-inactive?limit=3&cursor=${String(first.body['nextCursor'])}`,
    );
    const opened = [...(first.body['data'] as never[]), ...(rest.body['data'] as never[])].map(
      ({ openedAt }: { openedAt: string }) => openedAt,
    );
    expect([opened.length, rest.body['nextCursor']]).toEqual([4, undefined]);
    expect(opened).toEqual(opened.toSorted());
  });

  test('cannot switch themselves off', async () => {
    const path = `users/${company.id('boss')}`;
    expect(await company.refused('boss', 'PATCH', path, { active: false })).toBe(
      '422 cannot_switch_off_yourself #/active',
    );
  });
});

describe('deputies', () => {
  const december = { from: '2026-12-01T00:00:00+08:00', to: '2026-12-08T00:00:00+08:00' };

  test('are named by everybody for himself, and stand in for that time', async () => {
    const { status, body } = await company.as('ann', 'POST', 'deputies', {
      deputy: company.id('bob'),
      ...december,
      reason: 'On leave',
    });
    expect([status, body['user'], body['from']]).toEqual([
      201,
      company.id('ann'),
      '2026-11-30T16:00:00.000Z',
    ]);
    const people = await company.people();
    expect(people.deputyOf(company.id('ann'), 'any', '2026-12-03T00:00:00Z')).toBe(company.id('bob'));
    expect(people.deputyOf(company.id('ann'), 'any', '2026-12-08T00:00:00Z')).toBeUndefined();
    expect((await company.as('bob', 'GET', 'deputies')).body).toMatchObject({
      data: [{ user: company.id('ann'), reason: 'On leave' }],
      users: { [company.id('ann')]: 'ann' },
    });
  });

  test.each([
    [
      'oneself',
      () => ({ deputy: company.id('ann'), from: '2027-01-01T00:00:00Z' }),
      '422 deputy_of_oneself #/deputy',
    ],
    [
      'somebody who has left',
      () => ({ deputy: company.id('eve'), from: '2027-01-01T00:00:00Z' }),
      '422 unknown_user #/deputy',
    ],
    [
      'a time that is taken',
      () => ({ deputy: company.id('dan'), from: '2026-12-07T00:00:00Z' }),
      '422 deputy_overlap #/from',
    ],
    [
      'a time that ends before it begins',
      () => ({ deputy: company.id('dan'), from: december.to, to: december.from }),
      '422 deputy_period #/to',
    ],
    [
      'a day that no month has',
      () => ({ deputy: company.id('dan'), from: '2027-02-30T00:00:00Z' }),
      '422 date_time_invalid #/from',
    ],
    [
      'a flow that is not there',
      () => ({ deputy: company.id('dan'), from: december.to, flow: 'moon' }),
      '422 deputy_flow_unknown #/flow',
    ],
  ])('are refused for %s', async (_, body, problem) => {
    expect(await company.refused('ann', 'POST', 'deputies', body())).toBe(problem);
  });

  test('are not named twice for one time, even when both say it at once', async () => {
    const rule = { deputy: company.id('dan'), from: '2027-03-01T00:00:00Z', to: '2027-03-08T00:00:00Z' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => company.as('bob', 'POST', 'deputies', rule)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  });

  test('are named for others by administrators alone', async () => {
    const rule = { user: company.id('dan'), deputy: company.id('cat'), ...december };
    expect(await company.refused('bob', 'POST', 'deputies', rule)).toBe('403 no_right');
    expect((await company.as('boss', 'POST', 'deputies', rule)).status).toBe(201);
    expect(await company.refused('bob', 'GET', 'deputies?all=true')).toBe('403 no_right');
    expect(await company.refused('bob', 'GET', `deputies?user=${company.id('dan')}`)).toBe('403 no_right');
    const { body } = await company.as('boss', 'GET', 'deputies?all=true');
    expect((body['data'] as readonly unknown[]).length).toBeGreaterThan(2);
  });

  test('are changed and taken back by the one they stand in for, not by others', async () => {
    const { body } = await company.as('dan', 'GET', 'deputies');
    const rule = (body['data'] as readonly { id: string; user: string }[]).find(
      ({ user }) => user === company.id('dan'),
    );
    const path = `deputies/${rule?.id ?? ''}`;
    expect(await company.refused('bob', 'PATCH', path, { reason: 'mine' })).toBe('404 not_found');
    const changed = await company.as('dan', 'PATCH', path, { deputy: company.id('bob'), to: null });
    expect(changed.body).toMatchObject({
      deputy: company.id('bob'),
      to: null,
      from: '2026-11-30T16:00:00.000Z',
    });
    expect(await company.refused('dan', 'PATCH', path, { deputy: company.id('dan') })).toBe(
      '422 deputy_of_oneself #/deputy',
    );
    expect((await company.as('dan', 'DELETE', path)).status).toBe(204);
    expect((await company.people()).deputyOf(company.id('dan'), 'any', december.from)).toBeUndefined();
  });
});

describe('roles', () => {
  test('are seen by everybody, with the people who hold them and still work here', async () => {
    const { status, body } = await company.as('dan', 'GET', 'roles');
    expect(status).toBe(200);
    const roles = body['data'] as unknown as { key: string; title: object; holders: readonly string[] }[];
    expect(roles.length).toBeGreaterThan(0);
    expect(roles.flatMap(({ holders }) => holders)).toContain(company.id('boss'));
  });
});

describe('the organisation', () => {
  test('is new to every decision after any change of it', async () => {
    const steps: readonly (() => Promise<unknown>)[] = [
      () => company.department('lab'),
      () => company.as('boss', 'PATCH', `users/${company.id('cat')}`, { department: 'lab' }),
      () => company.as('boss', 'PATCH', `users/${company.id('cat')}`, { posts: ['buyer'] }),
      () =>
        company.as('cat', 'POST', 'deputies', { deputy: company.id('dan'), from: '2026-12-01T00:00:00Z' }),
    ];
    for (const step of steps) {
      const before = await company.version();
      await step();
      expect(await company.version()).toBeGreaterThan(before);
    }
  });

  test('stands in the description of the API', async () => {
    const { body } = await company.engine.request<{ paths: Record<string, object> }>(
      'GET',
      '/api/openapi.json',
    );
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/departments/{key}',
        '/api/v1/deputies/{id}',
        '/api/v1/posts',
        '/api/v1/users/{id}',
        '/api/v1/users/{id}/duties',
        '/api/v1/tasks-of-inactive',
      ]),
    );
  });
});
