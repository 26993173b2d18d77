import { compileRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import { planTables } from './table-plan.js';

const title = { 'zh-CN': '—', en: '—' };

const form = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title,
  usage: 'document',
  schema: { type: 'object', properties: { name: { type: 'string', 'x-title': title } } },
  ui: { order: ['name'] },
};

function indexes(rows: string, granted = 'claim'): readonly string[] {
  const role = {
    kind: 'role',
    format: 1,
    key: 'clerk',
    title,
    forms: [{ form: granted, actions: ['read'], rows }],
  };
  const release = compileRelease(1, [form, role] as unknown as Definition[]);
  if (!release.ok) throw new Error(JSON.stringify(release.error));
  return planTables(release.value, new Map()).statements.filter((statement) => statement.includes('INDEX'));
}

const OWN = expect.stringContaining('("created_by", "created_at", "id")');

describe('the tables of a release', () => {
  test.each(['claim', '*'])('let whoever sees his own records of %s find the newest at once', (granted) => {
    expect(indexes('own', granted)).toEqual(expect.arrayContaining([OWN]));
  });

  test.each(['all', 'assigned'])('carry no index for owners where roles see %s', (rows) => {
    expect(indexes(rows)).not.toEqual(expect.arrayContaining([OWN]));
  });
});
