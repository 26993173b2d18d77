import type { Sentences } from './catalogue.js';

/** 关于在环境之间传递的变更集的说明。 */
export const zhCNPromotion: Sentences = {
  change_set_repeats: '变更集中 {name} 出现了两次。请重新导出。',
  change_set_unknown_kind: '本版本不认识“{kind}”这种定义。请先把本环境升级到导出变更集的版本。',
  change_set_misnamed: '{name} 下的内容用的是另一个名字。请重新导出变更集。',
  change_set_base: '只有带基准的变更集才说明 {name} 在基准处是什么，两者必须一致。请重新导出。',
};
