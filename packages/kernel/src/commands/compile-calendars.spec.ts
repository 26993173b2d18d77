import type { CalendarDefinition } from '../metadata/index.js';
import { checkRelease } from './compile-release.js';

function calendar(key: string, parts: Partial<CalendarDefinition> = {}): CalendarDefinition {
  return {
    kind: 'calendar',
    format: 1,
    key,
    title: { 'zh-CN': key, en: key },
    hours: [{ from: '09:00', to: '17:00' }],
    week: [{ day: 'mon' }],
    ...parts,
  };
}

function calendarsOf(...definitions: readonly CalendarDefinition[]) {
  const { release, findings } = checkRelease(1, definitions);
  return {
    keys: [...(release?.calendars.keys() ?? [])],
    usual: [...(release?.calendars ?? [])].find(([, each]) => each === release?.workingCalendar)?.[0],
    findings: findings.map(({ definition, code, path }) => `${definition.key} ${code} ${path}`),
  };
}

describe('the working calendars of a release', () => {
  test('are ready by key; one that is alone holds everywhere', () => {
    expect(calendarsOf(calendar('office'))).toEqual({ keys: ['office'], usual: 'office', findings: [] });
  });

  test('leave open which one holds while none of several is the default', () => {
    expect(calendarsOf(calendar('office'), calendar('shop')).usual).toBeUndefined();
    expect(calendarsOf(calendar('office'), calendar('shop', { default: true })).usual).toBe('shop');
  });

  test('may not have two defaults', () => {
    expect(
      calendarsOf(calendar('office', { default: true }), calendar('shop', { default: true })).findings,
    ).toEqual(['shop two_default_calendars /default']);
  });
});
