import type { Sentences } from './catalogue.js';

/** 关于模板文件的话：种子数据、场景、流程是否完整。 */
export const zhCNTemplates: Sentences = {
  // 场景
  scenario_name_unknown: '这里没有叫“{name}”的东西。请让前面的步骤用 as 取这个名字，或检查种子数据和登录名。',
  scenario_name_misplaced: '“{deed}”这种步骤不产生单据，不能取名“{name}”。请把 as 写到新建或查找它的步骤上。',
  scenario_step_refused:
    '这一步应当成功，却被拒绝：{status} {code}[（{faults}）]。请修改步骤，或检查它要做的事。',
  scenario_step_not_refused:
    '这一步应当被拒绝[（{expected}）]，却成功了。请修改步骤，或检查应当阻止它的规则。',
  scenario_refusal_differs: '拒绝时应当说 {expected}，实际说的是 {got}。请修改期望，或检查拒绝它的规则。',
  scenario_record_gone: '单据“{record}”已经不在了。请检查前面的步骤是否删除了它。',
  scenario_record_differs:
    '{record} 的“{field}”应为 {expected}，实际是 {got}。请修改期望，或检查填写这个字段的地方。',
  scenario_todos_differ:
    '{record} 的待办应由 {expected} 处理，实际由 {got} 处理。请修改期望，或检查流程指定的人。',
  scenario_balance_differs:
    '登记簿“{register}”的“{resource}”（{figure}）应为 {expected}，实际是 {got}。请修改期望，或检查过账规则。',
  scenario_vouchers_differ: '{record} 的凭证：缺少 {expected}；多出 {got}。请修改期望，或检查过账规则。',
  scenario_voucher_unbalanced: '{record} 有一张凭证借贷不平：借方 {debit}，贷方 {credit}。请修改过账规则。',
  scenario_notifications_differ:
    '{to} 应收到 {expected} 条[关于 {record} 的]通知，实际 {got} 条。请修改期望，或检查通知谁。',
  scenario_audit_missing:
    '审计里没有[ {record} 的][ {by} 做的]“{action}”。请修改期望；操作名与审计里的写法相同。',
  // 流程完整性
  forward_without_reverse:
    '“{form}”没有任何办法撤回[，而“{next}”从它而来]。请添加取消动作，或让别的单据用 reverses 声明它撤回的是什么。',
  effect_without_document: '“{form}”不是单据，却会动账。请改由单据过账，让人看得到原因。',
  posting_never_made: '没有规则或流程会触发这个过账。请让单据触发它，或删除它。',
  register_never_moved: '没有任何过账会改变登记簿“{register}”。请添加过账，或删除登记簿。',
  state_without_exit: '状态“{state}”没有出口，又不是终态。请添加动作，或把它的色调改成终态。',
  reservation_without_release:
    '“{register}”里占用的量不会被释放。请添加用掉它的过账，以及单据取消时释放它的过账。',
  node_without_owner: '环节“{node}”没有责任人。请指定一个角色负责。',
  node_without_time: '环节“{node}”没有标注耗时标准。请填写标准时间。',
  node_without_input: '环节“{node}”没有标注输入。请列出处理时要看的字段。',
  node_without_output: '环节“{node}”没有标注输出。请列出这一步填写的字段，或允许处理人填写。',
  reverse_flow_needed: '清单说不需要逆向流程“{title}”，但“{form}”就是。请去掉不需要的理由。',
  reverse_flow_missing:
    '要求有“{title}”这个逆向流程，但没有单据实现它。请在表单里用 reverses 声明类型“{kind}”，或用 notNeeded 写明为什么不需要。',
  reverse_flow_without_posting: '“{form}”声明撤回“{target}”，却没有把账冲回。请添加冲销或退回的过账。',
  // 种子数据和场景与定义是否一致
  name_of_other_form: '“{name}”属于“{form}”，而这个字段要的是 {expected}。请改成字段所引用的表单的记录。',
  scenario_unknown_node: '“{form}”的流程里没有节点“{node}”。请检查节点编号。',
  seed_name_unknown: '到这里为止，种子数据里没有“{name}”。请先写出所引用的记录或人员。',
  seed_unknown_department: '到这里为止，种子数据里没有部门“{department}”。请添加它，或检查编号。',
  seed_unknown_flow: '没有流程“{flow}”。请先建立它，或选用已有的流程。',
  seed_unknown_post: '到这里为止，种子数据里没有岗位“{post}”。请添加它，或检查编号。',
};
