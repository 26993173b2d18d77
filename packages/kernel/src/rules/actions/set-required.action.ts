import { switchPart } from '../linkage-part.js';

/** Asks for fields, in the form and on every save. */
export const setRequired = switchPart({
  kind: 'setRequired',
  aspect: 'required',
  title: { 'zh-CN': '设为必填', en: 'Ask for a field' },
  description: {
    'zh-CN': '要求填写字段，保存时再次检查',
    en: 'Asks for fields; checked again on every save',
  },
});
