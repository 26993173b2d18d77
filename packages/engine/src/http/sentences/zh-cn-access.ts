import type { Sentences } from '@dougong/kernel/messages';

/** 为什么能或不能，以及改动角色意味着什么。 */
export const zhCNAccess: Sentences = {
  access_allowed: '{name}可以对“{form}”做“{action}”：角色“{role}”授予了这项权限。',
  access_allowed_hidden: '{name}可以对“{form}”做“{action}”，但看不到“{field}”[：角色“{role}”隐藏了它]。',
  access_allowed_masked: '{name}可以对“{form}”做“{action}”，“{field}”只部分显示[，由角色“{role}”规定]。',
  access_allowed_read_only: '{name}可以对“{form}”做“{action}”，但不能填写“{field}”[，由角色“{role}”规定]。',
  access_by_task: '{name}看得到这张“{form}”，是因为有过待办，与角色无关。',
  access_hidden_at_node: '{name}看不到“{field}”：待办所在的流程节点隐藏了它。',
  access_denied: '{name}不能这样做（“{action}”）：所担任的角色里没有一条授权给出这项权限。',
  access_gives: '“{role}”授予，范围：{rows}。',
  access_not_held: '“{role}”会授予（范围：{rows}），但此人没有这个角色。',
  access_other_action: '“{role}”授予的是这张表单的其他操作。',
  access_out_of_reach: '“{role}”只授予：{rows}；这张不在其中。',
  access_other_state: '“{role}”的范围是：{rows}；单据处于别的状态。',
  access_condition_not_met: '“{role}”的范围是：{rows}；单据不满足条件。',
  access_field_hidden: '“{role}”授予（范围：{rows}），但隐藏了这个字段。',
  access_field_masked: '“{role}”授予（范围：{rows}），这个字段只显示首尾。',
  access_field_read_only: '“{role}”授予（范围：{rows}），这个字段只读。',
  access_change_gains_action: '{count} 人将可以对“{form}”做“{subject}”：{people}。',
  access_change_loses_action: '{count} 人将不能再对“{form}”做“{subject}”：{people}。',
  access_change_other_rows: '{count} 人看到的“{form}”范围将改变：{people}。',
  access_change_gains_field: '{count} 人将能看到“{form}”上的“{subject}”：{people}。',
  access_change_loses_field: '{count} 人将看不到“{form}”上的“{subject}”：{people}。',
  access_change_field_masked: '{count} 人将只能看到“{form}”上“{subject}”的一部分：{people}。',
  access_change_may_write_field: '{count} 人将可以填写“{form}”上的“{subject}”：{people}。',
  access_change_may_not_write_field: '{count} 人将不能填写“{form}”上的“{subject}”：{people}。',
};
