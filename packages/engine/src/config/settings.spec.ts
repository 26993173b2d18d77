import { BadSettings, readSettings } from './settings.js';

describe('settings', () => {
  test('an empty environment gives a server for this machine only, on the embedded database', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: undefined, poolSize: 16 });
    expect(settings).toMatchObject({ saveBudgetMs: 2000, hookCallsPerMinute: 300 });
    expect([...settings.roles]).toEqual(['web', 'worker']);
  });

  test('all bad variables are named at once', () => {
    const environment = {
      PORT: 'abc',
      DOUGONG_ROLES: 'web,cook',
      DATABASE_URL: 'mysql://x',
      DOUGONG_MEASURE: 'maybe',
    };
    let problems: readonly string[] = [];
    try {
      readSettings(environment);
    } catch (error) {
      problems = (error as BadSettings).problems;
    }
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'DOUGONG_ROLES',
      'DOUGONG_MEASURE',
    ]);
  });

  test('a bad database address is refused without showing its password', () => {
    expect(() => readSettings({ DATABASE_URL: 'postgres//me:secret@host' })).toThrow(BadSettings);
    expect(() => readSettings({ DATABASE_URL: 'postgres//me:secret@host' })).not.toThrow(/secret/);
  });

  test('an owner without an application role is refused, since nobody would know which database is meant', () => {
    expect(() => readSettings({ DATABASE_OWNER_URL: 'postgres://o@h/d' })).toThrow(/DATABASE_URL is not/);
  });

  test('backups go by a duration and into a folder; a passphrase that is too short is never shown', () => {
    const settings = { DOUGONG_BACKUP_DIR: '/b', DOUGONG_BACKUP_EVERY: 'PT12H' };
    expect(readSettings(settings)).toMatchObject({
      backupDir: '/b',
      backupEveryMs: 43_200_000,
      backupsKept: 14,
    });
    expect(() => readSettings({ DOUGONG_BACKUP_EVERY: 'P1D' })).toThrow(/DOUGONG_BACKUP_DIR is not/);
    expect(() => readSettings({ ...settings, DOUGONG_BACKUP_EVERY: 'PT1M' })).toThrow(/at least 10 minutes/);
    expect(() => readSettings({ DOUGONG_BACKUP_PASSPHRASE: 'secret' })).toThrow(/at least 12 characters/);
    expect(() => readSettings({ DOUGONG_BACKUP_PASSPHRASE: 'secret' })).not.toThrow(/secret/);
  });
});
