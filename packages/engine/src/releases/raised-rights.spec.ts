import type { RoleDefinition, SystemRight } from '@dougong/kernel/metadata';
import { raisedRights, refuseRaisedRights } from './raised-rights.js';

const role = (key: string, ...system: SystemRight[]): RoleDefinition => ({
  kind: 'role',
  format: 1,
  key,
  title: { 'zh-CN': key, en: key },
  forms: [],
  system,
});

/** The roles that people hold, and which of them those who answer hold. */
function held(roles: Readonly<Record<string, boolean>>) {
  const rows = Object.entries(roles).map(([name, answers]) => ({ role: name, answers }));
  return { query: () => Promise.resolve({ rows, rowCount: rows.length }) } as never;
}

const BEFORE = [role('drawer', 'design'), role('head', 'administer'), role('clerk')];
const RAISED = [role('drawer', 'design', 'administer'), role('head', 'administer'), role('clerk')];

describe('rights that a release adds to roles', () => {
  test('are those that the role did not have', () => {
    expect(raisedRights(BEFORE, RAISED)).toEqual([{ role: 'drawer', right: 'administer' }]);
    expect(raisedRights(BEFORE, BEFORE)).toEqual([]);
  });

  test('which whoever publishes does not have are refused for a role that somebody holds', async () => {
    const publish = refuseRaisedRights(held({ drawer: true, head: false }), BEFORE, RAISED, ['u']);
    await expect(publish).rejects.toMatchObject({
      status: 403,
      code: 'right_beyond_own',
      options: { params: { role: 'drawer', right: 'administer' } },
    });
  });

  test('are refused for the role of somebody else too', async () => {
    const after = [role('drawer', 'design'), role('head', 'administer'), role('clerk', 'audit')];
    const publish = refuseRaisedRights(held({ drawer: true, clerk: false }), BEFORE, after, ['u']);
    await expect(publish).rejects.toMatchObject({ code: 'right_beyond_own' });
  });

  test('may be published by an administrator, and be given to a role that nobody holds', async () => {
    await refuseRaisedRights(held({ drawer: false, head: true }), BEFORE, RAISED, ['u']);
    await refuseRaisedRights(held({ head: false, clerk: true }), BEFORE, RAISED, ['u']);
  });

  test('may be published by whoever has them, and by nobody in particular at the first start', async () => {
    const after = [role('drawer', 'design'), role('head', 'administer'), role('clerk', 'design')];
    await refuseRaisedRights(held({ drawer: true, clerk: false }), BEFORE, after, ['u']);
    await refuseRaisedRights(held({ drawer: true }), BEFORE, RAISED, []);
  });
});
