import type { Sentences } from './catalogue.js';

/** Sentences about scan points and connectors. */
export const zhCNConnections: Sentences = {
  scan_does_nothing: '扫这种码什么也不会发生。请指定操作、写入的值或要新建的单据。',
  scan_does_two_things: '扫这种码既改单据又新建单据。请只保留一种。',
  scan_code_no_text: '字段“{field}”不是文本，无法与条码比较。请改用文本字段。',
  scan_looks_beyond: '扫码只读取找到的那张单据，这里不能读“{path}”。请改用该表单自己的字段。',
  connector_does_nothing: '连接器既没有导入也没有导出。请至少添加一项。',
  connector_reads_nothing: '“{name}”不在从对方读取的内容里。请先在读取中添加，或改用其他名称。',
  connector_lines_missing:
    '对方发来的记录在“{at}”处没有明细列表。请检查连接器的明细位置，或在对方系统中更正。',
  connector_key_missing: '对方发来的记录没有主键“{name}”。请在对方系统中更正。',
};
