import { switchPart } from '../linkage-part.js';

/** Shows or hides fields of the form. A hidden field is not asked for by rules. */
export const setVisible = switchPart({
  kind: 'setVisible',
  aspect: 'visible',
  title: { 'zh-CN': '显示或隐藏', en: 'Show or hide' },
  description: { 'zh-CN': '在表单里显示或隐藏字段', en: 'Shows or hides fields of the form' },
});
