import { keyOfTitle } from './key-of-title.js';

test.each([
  ['East China', 'east_china'],
  ['  2nd shift! ', 'nd_shift'],
  ['华东', ''],
])('the key of "%s" is "%s"', (title, key) => {
  expect(keyOfTitle(title)).toBe(key);
});
