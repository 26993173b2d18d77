import { issueSentence, localized, registerCatalogue, switchLanguage } from './index.js';

describe('issueSentence', () => {
  afterEach(() => switchLanguage('zh-CN'));

  test('says what is wrong in the language of the page', async () => {
    const found = { code: 'number_min', params: { limit: '1234.50' } };
    expect(issueSentence(found)).toBe('不能小于 1,234.50，请改大一些。');
    await switchLanguage('en');
    expect(issueSentence(found)).toBe('It must not be less than 1,234.50; make it larger.');
  });

  test('a code without a sentence shows what the server wrote', () => {
    expect(issueSentence({ code: 'never_heard_of', detail: '先选地点' })).toBe('先选地点');
  });

  test('a code without any sentence names the code instead of just failing', () => {
    expect(issueSentence({ code: 'never_heard_of' })).toContain('never_heard_of');
  });

  test('what the server wrote goes before a sentence whose values did not arrive', () => {
    const written = '没有对“申请”做这项操作的权限。';
    expect(issueSentence({ code: 'no_right', detail: written })).toBe(written);
    expect(
      issueSentence({
        code: 'no_right',
        params: { form: { 'zh-CN': '单据', en: 'Document' } },
        detail: written,
      }),
    ).toContain('“单据”');
  });

  test('an answer that is no answer of ours says so and names the status', () => {
    expect(issueSentence({ code: 'http_502', detail: 'HTTP 502' })).toContain('HTTP 502');
    expect(issueSentence({ code: 'http_502' }, 'en')).toContain('no usable answer');
  });

  test('an app brings sentences of its own and they go first', () => {
    registerCatalogue('test-app', {
      'zh-CN': { issues: { place_closed: '{{place}} 已停用' } },
      en: { issues: { place_closed: '{{place}} is closed' } },
    });
    const place = { 'zh-CN': '东区', en: 'East' };
    expect(issueSentence({ code: 'place_closed', params: { place } })).toBe('东区 已停用');
    expect(issueSentence({ code: 'place_closed', params: { place } }, 'en')).toBe('East is closed');
  });

  test('a title of metadata is read in the language of the page', () => {
    expect(localized({ 'zh-CN': '单据', en: 'Document' }, 'en')).toBe('Document');
    expect(localized('plain')).toBe('plain');
  });
});
