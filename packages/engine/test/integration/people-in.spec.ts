import { Publisher } from '../../src/releases/publisher.js';
import { Company } from './organisation.fixtures.js';

const PASSWORD = 'rain on tin roofs';

let company: Company;

beforeAll(async () => {
  company = await Company.open();
  await company.department('sales');
});

afterAll(() => company.engine.stop());

function tokenOf(link: string): string {
  return link.split('#')[1] ?? '';
}

function accept(token: string, password: string) {
  return company.engine.request('POST', '/api/v1/invitations/actions/accept', { body: { token, password } });
}

function signIn(login: string, password: string) {
  return company.engine.request('POST', '/api/v1/session', { body: { login, password } });
}

interface Imported {
  readonly done: boolean;
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly shown: readonly { readonly row: number; readonly outcome: string }[];
  readonly faults: readonly { readonly cell: string; readonly code: string; readonly detail: string }[];
  readonly invitations: readonly { readonly login: string; readonly link: string }[];
}

async function importSheet(csv: string, query = '') {
  const answer = await company.bring<Imported>('boss', `people-imports?name=people.csv${query}`, csv);
  return answer;
}

describe('an invitation', () => {
  test('lets a new person choose a password, once', async () => {
    const made = await company.as<{ id: string }>('boss', 'POST', 'users', {
      login: 'qin',
      name: '秦',
      department: 'sales',
      roles: ['administrator'],
    });
    expect(made.body).toMatchObject({
      login: 'qin',
      department: 'sales',
      roles: ['administrator'],
      active: true,
    });
    const { body } = await company.as<{ link: string }>('boss', 'POST', `users/${made.body.id}/invitations`);
    const token = tokenOf(body.link);
    const opened = await company.engine.request('POST', '/api/v1/invitations/actions/open', {
      body: { token },
    });
    expect(opened.body).toMatchObject({ login: 'qin', name: '秦' });
    expect((await accept(token, 'short')).status).toBe(422);
    expect((await accept(token, PASSWORD)).body).toEqual({ login: 'qin' });
    expect((await signIn('qin', PASSWORD)).status).toBe(200);
    expect((await accept(token, 'another kettle sings')).body['code']).toBe('invitation_over');
  });

  test('is over after a week, and when a later one is made', async () => {
    const id = await company.hire('ren');
    const first = await company.as<{ link: string }>('boss', 'POST', `users/${id}/invitations`);
    const second = await company.as<{ link: string }>('boss', 'POST', `users/${id}/invitations`);
    expect((await accept(tokenOf(first.body.link), PASSWORD)).status).toBe(404);
    company.engine.clock.advance({ hours: 24 * 7 + 1 });
    expect((await accept(tokenOf(second.body.link), PASSWORD)).status).toBe(404);
  });
});

describe('a sheet of people', () => {
  const good = ['账号,姓名,邮箱,部门,角色', 'duan,段,duan@example.com,sales,Administrator', 'yan,颜,,,'].join(
    '\n',
  );

  test('is tried first: it tells who would be made, and makes nobody', async () => {
    const { status, body } = await importSheet(good, '&dryRun=true');
    expect([status, body.done, body.made, body.invitations]).toEqual([200, false, ['duan', 'yan'], []]);
    expect((await signIn('duan', PASSWORD)).status).toBe(401);
  });

  test('with faults names each cell and makes nobody', async () => {
    const bad = 'login,name,email,department,role\nxu,许,not-mail,nowhere,boss of all\n,无名,,,\nxu,许,,,';
    const { body } = await importSheet(bad);
    expect(body.done).toBe(false);
    expect(body.faults.map(({ cell, code }) => `${cell} ${code}`).toSorted()).toEqual([
      'A3 login_unusable',
      'A4 login_twice',
      'C2 email_unusable',
      'D2 unknown_department_name',
      'E2 unknown_role_name',
    ]);
    expect(body.faults[0]?.detail).not.toBe('');
  });

  test('makes everybody, with a link for each, and a second time changes them', async () => {
    const { body } = await importSheet(good);
    expect([body.done, body.made]).toEqual([true, ['duan', 'yan']]);
    const link = body.invitations.find(({ login }) => login === 'duan')?.link ?? '';
    expect((await accept(tokenOf(link), PASSWORD)).status).toBe(200);
    expect((await signIn('duan', PASSWORD)).body).toMatchObject({ user: { roles: ['administrator'] } });
    const again = await importSheet(good.replace('段', '段先生'));
    expect([again.body.changed, again.body.unchanged, again.body.invitations]).toEqual([
      ['duan'],
      ['yan'],
      [],
    ]);
    expect((await signIn('duan', PASSWORD)).body).toMatchObject({ user: { name: '段先生' } });
  });

  test('leaves people alone of whom it says nothing new', async () => {
    const again = good.replace('段', '段先生');
    const { body } = await importSheet(`${again}\nzhou,周`, '&dryRun=true');
    expect([body.made, body.changed, body.unchanged]).toEqual([['zhou'], [], ['duan', 'yan']]);
    expect(body.shown.map(({ row, outcome }) => `${row} ${outcome}`)).toEqual([
      '2 unchanged',
      '3 unchanged',
      '4 created',
    ]);
  });

  test('is not taken for a program whose login it names', async () => {
    await company.as('boss', 'POST', 'service-accounts', { login: 'robot', name: 'Robot', roles: [] });
    const { body } = await importSheet('login,name\nrobot,人');
    expect([body.done, body.faults.map(({ cell, code }) => `${cell} ${code}`)]).toEqual([
      false,
      ['A2 login_of_program'],
    ]);
  });

  test('never takes the last role that administers', async () => {
    const lonely = await Company.open();
    await lonely.engine.get(Publisher).publish({
      definitions: [
        ...(await lonely.release()).definitions,
        { kind: 'role', format: 1, key: 'clerk', title: { 'zh-CN': '文员', en: 'Clerk' }, forms: [] },
      ],
      base: 1,
      actor: null,
      comment: 'roles',
      templates: [],
    });
    const sheet = 'login,name,role\nboss,boss,clerk';
    const refused = await lonely.bring<{ code: string }>('boss', 'people-imports?name=people.csv', sheet);
    expect([refused.status, refused.body.code]).toEqual([409, 'last_administrator']);
    expect((await lonely.as('boss', 'GET', 'accounts')).status).toBe(200);
    await lonely.engine.stop();
  });

  test('begins with a template that names the columns and, in a sheet, what there is to choose', async () => {
    const csv = await company.as('boss', 'GET', 'people-imports/template.csv');
    expect(csv.text).toContain('Login*,Name*,Email,Department,Posts,Roles');
    expect(decodeURIComponent(String(csv.headers['content-disposition']))).toContain('people.csv');
    expect((await company.as('boss', 'GET', 'people-imports/template.xlsx')).status).toBe(200);
    const { body } = await importSheet('Login*,Name*\nqiu,秋', '&dryRun=true');
    expect(body.made).toEqual(['qiu']);
  });

  test('without the columns that matter is refused', async () => {
    expect((await importSheet('颜色\n红')).status).toBe(422);
  });
});

describe('roles', () => {
  test('are given and taken by administrators, but never the last one that administers', async () => {
    const lonely = await Company.open();
    const id = lonely.id('boss');
    expect(await lonely.refused('boss', 'PATCH', `users/${id}`, { roles: [] })).toBe(
      '409 last_administrator',
    );
    const other = await lonely.hire('other');
    const given = await lonely.as('boss', 'PATCH', `users/${other}`, { roles: ['administrator'] });
    expect(given.body['roles']).toEqual(['administrator']);
    expect((await lonely.as('boss', 'PATCH', `users/${id}`, { roles: [] })).status).toBe(200);
    expect(await lonely.refused('other', 'PATCH', `users/${id}`, { roles: ['king'] })).toBe(
      '422 unknown_role #/roles/0',
    );
    await lonely.engine.stop();
  });
});
