import { preferredLanguage } from './language.js';

describe('language of an answer', () => {
  test.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en-US,en;q=0.9', 'en'],
    ['zh-TW,en;q=0.5', 'zh-CN'],
    ['fr,en;q=0.3,zh;q=0.8', 'zh-CN'],
    ['en;q=0,zh;q=0.1', 'zh-CN'],
    ['fr-FR', 'zh-CN'],
  ])('%p asks for %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
