import { blockPart } from '../block-part.js';

/** Shows a message at a field and lets the command pass. */
export const warn = blockPart({
  kind: 'warn',
  severity: 'warning',
  title: { 'zh-CN': '提醒', en: 'Warn' },
  description: { 'zh-CN': '显示提醒，但允许继续', en: 'Shows a warning and lets the change pass' },
});
