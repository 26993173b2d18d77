import type { Sentences } from './catalogue.js';

/** 导入表格时各单元格的提示。 */
export const zhCNExchange: Sentences = {
  sheet_fault: '单元格显示 {value}，它的公式没有结果。请改好公式，或直接填写值。',
  sheet_digits_lost:
    '表格只保留了 {value} 的前 15 位数字。如果是编码或长数字，请把该列设为文本格式后重新填写。',
  date_unclear: '“{value}”不是日期，或有两种读法。请写成 2026-11-20 这样。',
  import_head_differs:
    '这一行属于上面那张单据，那里写的是“{first}”，这里是“{value}”。请改成一致，或把这一格留空。',
};
