import type { Sentences } from './catalogue.js';

/** 两个版本之间的差别怎么说。 */
export const zhCNChanges: Sentences = {
  change_definition_added: '新增{definitionKind}“{definition}”。',
  change_definition_removed: '删除{definitionKind}“{definition}”。',
  change_element_added: '[{place}：]新增{element}“{name}”。',
  change_element_removed: '[{place}：]删除{element}“{name}”。',
  change_element_changed: '[{place}：]{element}“{name}”换成了别的内容。',
  change_property_added: '[{place}：]{property}设为{after}。',
  change_property_changed: '[{place}：]{property}由{before}改为{after}。',
  change_property_removed: '[{place}：]取消{property}，原为{before}。',
  change_list_added: '[{place}：]{property}增加{after}。',
  change_list_removed: '[{place}：]{property}去掉{before}。',
  change_order: '[{place}：]{property}的顺序变了。',
  change_layout: '只移动了图上的位置。',
  change_grant_widened: '新增对“{name}”的权限。',
  change_grant_narrowed: '收回对“{name}”的权限。',
  change_permission_widened: '[{place}：]{property}放宽[，原为{before}][，现为{after}]。',
  change_permission_narrowed: '[{place}：]{property}收紧[，原为{before}][，现为{after}]。',
};
