import { readCookie, writeCookie } from './cookies.js';

describe('cookies', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['s=1', '1'],
    ['a=0; s=1; b=2', '1'],
    ['xs=0;s=1', '1'],
    ['s=1; s=2', '1'],
    ['s', undefined],
    ['s=a=b', 'a=b'],
  ])('in %p the cookie s is %p', (header, value) => {
    expect(readCookie(header, 's')).toBe(value);
  });

  test('over https a cookie is never sent without it', () => {
    expect(writeCookie('s', 'v', { secure: true, maxAgeSeconds: 60 })).toMatch(/; Secure$/);
    expect(writeCookie('s', 'v', { secure: false, maxAgeSeconds: 60 })).not.toMatch(/Secure/);
  });
});
