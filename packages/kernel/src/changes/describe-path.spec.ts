import type { Definition } from '../metadata/index.js';
import { describePath } from './index.js';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const FORM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('申请', 'Claim'),
  schema: { type: 'object', properties: { note: { type: 'string', 'x-title': title('备注', 'Note') } } },
  ui: { order: ['note'] },
  lifecycle: { initial: 'draft', states: [{ id: 'draft', title: title('草稿', 'Draft'), tone: 'draft' }] },
} as unknown as Definition;

describe('where a pointer leads', () => {
  test.each([
    ['', undefined],
    ['/title', '名称'],
    ['/schema/properties/note', '字段“备注”'],
    ['/schema/properties/note/maxLength', '字段“备注” › 最多字数'],
    ['/lifecycle/states/draft/tone', '状态“草稿” › 颜色'],
    ['/lifecycle/initial', '初始状态'],
    ['/schema/properties/gone/x-title', '字段“gone” › 名称'],
  ])('%s is called %s', (path, chinese) => {
    expect(describePath(FORM, path).place?.['zh-CN']).toBe(chinese);
  });

  test('a value there is said in words', () => {
    expect(describePath(FORM, '/lifecycle/initial').value('draft').en).toBe('Draft');
    expect(describePath(FORM, '/title').value(undefined).en).toBe('nothing');
  });
});
