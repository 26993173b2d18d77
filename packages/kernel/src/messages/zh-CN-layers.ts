import type { Sentences } from './catalogue.js';

/** What is said about layers of definitions: overlays, merges, template packages. */
export const zhCNLayers: Sentences = {
  change_target_missing:
    '{path} 处没有可以修改的内容，可能已被删除或改名。请去掉这项操作，或在现有内容上重新修改。',
  change_value_differs: '{path} 处现在的内容与这项操作要替换的不一样。请对照两者，重新修改或保留现有内容。',
  change_already_there: '{path} 已经存在。请改为修改它，或给新增的内容换一个键。',
  change_place_missing: '没有“{name}”，{path} 无法排在它后面。请写同一列表里的元素，排在最前请写 null。',
  change_id_differs: '放到 {path} 的内容的名称不是“{name}”。请改它的 id，或改正路径。',
};
