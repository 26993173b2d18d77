import { durationWords, secondsWords } from './duration-words.js';

const text = (key: string, params?: Readonly<Record<string, unknown>>) =>
  [params?.['amount'], key.split('.')[1]].filter((part) => part !== undefined).join(' ');

describe('a length of time', () => {
  test.each([
    [0, 'moment'],
    [59, 'moment'],
    [1500, '25 minutes'],
    [3600, '1 hours'],
    [9000, '2.5 hours'],
    [86_400, '24 hours'],
    [216_000, '2.5 days'],
  ])('of %d seconds reads %s', (seconds, words) => {
    expect(secondsWords(seconds, text)).toBe(words);
  });

  test.each([
    ['PT24H', '24 hours'],
    ['P1DT12H', '1 days 12 hours'],
    ['soon', 'soon'],
  ])('that was set to %s reads %s', (duration, words) => {
    expect(durationWords(duration, text)).toBe(words);
  });
});
