import {
  agoText,
  designerPathOf,
  isSlow,
  millisecondsText,
  queuesOf,
  sizeText,
  waitText,
} from './figures.js';

const said = (key: string, params: Readonly<Record<string, unknown>> = {}) =>
  [key, ...Object.values(params)].join(' ');

test('sizes are rounded up to megabytes, and told in gigabytes from one on', () => {
  expect(['1', '1048576', '39845888', '1073741824', '1503238554'].map(sizeText)).toEqual([
    '1 MB',
    '1 MB',
    '38 MB',
    '1.0 GB',
    '1.4 GB',
  ]);
});

test('how long something waits is told by its largest unit', () => {
  expect([0, 59, 60, 3599, 7200, 200_000].map((seconds) => waitText(seconds, said))).toEqual([
    'health.justNow',
    'health.justNow',
    'health.minutes 1',
    'health.minutes 59',
    'health.hours 2',
    'health.days 2',
  ]);
});

test('figures of one queue stand in one row', () => {
  const figure = (queue: string, state: string) => ({ queue, state, count: 1, oldestSeconds: 0 });
  const rows = queuesOf([figure('jobs', 'waiting'), figure('outbox', 'failed'), figure('jobs', 'failed')]);
  expect(rows.map(([queue, states]) => [queue, [...states.keys()]])).toEqual([
    ['jobs', ['waiting', 'failed']],
    ['outbox', ['failed']],
  ]);
});

test('an age is told by its largest unit, and two days are still hours', () => {
  const ago = (seconds: number) =>
    agoText(seconds, (key, params) => said(key, params).replace('health.ago ', ''));
  expect([5, 600, 7200, 100_000, 400_000].map(ago)).toEqual([
    'health.spanMinutes 1',
    'health.spanMinutes 10',
    'health.spanHours 2',
    'health.spanHours 27',
    'health.spanDays 4',
  ]);
});

test('milliseconds have a decimal only where it says something', () => {
  expect([0.04, 0.25, 9.96, 10.4, 1234.5].map(millisecondsText)).toEqual([
    '0 ms',
    '0.3 ms',
    '10 ms',
    '10 ms',
    '1235 ms',
  ]);
});

test('a rule is slow when it alone takes more than a quarter of what a save may take', () => {
  expect([{ usualMs: 500 }, { usualMs: 501 }].map((work) => isSlow(work, 2000))).toEqual([false, true]);
});

test('a rule leads to its page in the designer, a computed field to its form with the field chosen', () => {
  expect(designerPathOf({ kind: 'rule', key: 'large', form: 'bill' })).toBe('/designer/rules/large');
  expect(designerPathOf({ kind: 'formula', key: 'bill.rows.amount', form: 'bill' })).toBe(
    '/designer/forms/bill?field=rows.amount',
  );
});
