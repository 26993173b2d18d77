import { queuesOf, sizeText, waitText } from './figures.js';

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
