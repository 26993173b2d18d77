import { switchPart } from '../linkage-part.js';

/** Locks fields for people, in the form and on every save; rules may still write them. */
export const setReadOnly = switchPart({
  kind: 'setReadOnly',
  aspect: 'readOnly',
  title: { 'zh-CN': '设为只读', en: 'Lock a field' },
  description: {
    'zh-CN': '不让人修改字段，保存时再次检查',
    en: 'Locks fields for people; checked again on every save',
  },
});
