import { blockPart } from '../block-part.js';

/** Refuses the command with a message at a field. */
export const block = blockPart({
  kind: 'block',
  severity: 'error',
  title: { 'zh-CN': '阻止', en: 'Refuse' },
  description: { 'zh-CN': '不允许保存，并说明原因', en: 'Refuses the change and says why' },
});
