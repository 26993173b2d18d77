import { BUCKETS, bucketOf, noBuckets, quantileOf } from './time-buckets.js';

const counted = (...times: readonly number[]) => {
  const buckets = noBuckets();
  for (const time of times) buckets[bucketOf(time)] = (buckets[bucketOf(time)] ?? 0) + 1;
  return buckets;
};

test('times fall into the bucket whose end they do not exceed, and the longest into the last', () => {
  expect([0, 0.1, 0.11, 1, 2500, 2501].map(bucketOf)).toEqual([0, 0, 1, 3, BUCKETS - 2, BUCKETS - 1]);
});

test('one slow save of a hundred does not make a rule slow, ten do', () => {
  const quick = Array.from({ length: 99 }, () => 0.2);
  expect(quantileOf(counted(...quick, 900), 0.95, 900)).toBe(0.25);
  expect(quantileOf(counted(...quick, ...Array.from({ length: 10 }, () => 90)), 0.95, 90)).toBe(90);
});

test('what is told is never longer than the longest that there was', () => {
  expect(quantileOf(counted(3), 0.95, 3)).toBe(3);
  expect(quantileOf(counted(9000), 0.95, 9000)).toBe(9000);
  expect(quantileOf(noBuckets(), 0.95, 0)).toBe(0);
});
