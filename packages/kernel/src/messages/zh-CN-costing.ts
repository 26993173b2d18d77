import type { Sentences } from './catalogue.js';

/** 成本核算与分摊方案的提示。 */
export const zhCNCosting: Sentences = {
  // 设计分摊方案
  source_of_one: '一个数据来源要么取登记簿，要么取表单，请只填其中一个。',
  source_of_each: '逐笔取数时要指明记账规则：请填写记账规则，并把取数方式设为“逐笔”（each）。',
  unknown_source: '没有“{source}”这个数据来源，请从本方案的来源里选择。',
  unknown_cost_element: '没有“{element}”这个成本要素，请从本方案里选择或先添加。',
  unknown_cost_pool: '本次核算没有“{pool}”这个成本池，请检查名称或先添加。',
  unknown_driver: '没有“{driver}”这个分摊动因，请从本方案里选择或先添加。',
  service_with_driver:
    '成本池“{pool}”为其他成本池服务，按各方用量分配，不能再设动因。请删去动因，或不把它列为辅助部门。',
  interchange_of_two: '交互分配只在两个辅助部门之间进行，请列出两个，或改用其他方法。',
  by_product_value: '副产品的计价方式只能有一种：按比例、按单价或按可变现净值。请只留一种。',
  cost_name_not_text: '这个公式应得出名称或记录，现在得出的是{type}，请修改。',
  use_without_turnovers: '使用量取自登记簿本期的发生数，请让“{source}”按汇总方式读取一个登记簿。',
  // 执行核算
  service_order: '分配顺序要列出每个辅助部门各一次：{pools}。请补全。',
  cost_of_nobody: '来源“{source}”有一行在这里没有归属，金额或数量会丢失。请补全该单据，或用条件排除这类行。',
  negative_driver: '“{receiver}”的分摊动因“{driver}”为负数，请更正上报的数据。',
  bad_degree: '完工程度应在 0 与 1 之间，现在是 {degree}，请更正上报的数据。',
  by_product_exceeds: '副产品 {item} 计价 {value}，超过所在批次的成本 {cost}。请检查单价和数量。',
  no_settlement: '这个分摊方案没有设置如何结算暂估入库，请管理员补充。',
};
