import type { Sentences } from './catalogue.js';

/** What is said about layers of definitions: overlays, merges, template packages. */
export const zhCNLayers: Sentences = {
  change_target_missing:
    '{path} 处没有可以修改的内容，可能已被删除或改名。请去掉这项操作，或在现有内容上重新修改。',
  change_value_differs: '{path} 处现在的内容与这项操作要替换的不一样。请对照两者，重新修改或保留现有内容。',
  change_already_there: '{path} 已经存在。请改为修改它，或给新增的内容换一个键。',
  change_place_missing: '没有“{name}”，{path} 无法排在它后面。请写同一列表里的元素，排在最前请写 null。',
  change_id_differs: '放到 {path} 的内容的名称不是“{name}”。请改它的 id，或改正路径。',
  dependency_missing: '需要模板“{template}”（{range}），但没有找到。请先安装它，或把它的文件夹或包放在旁边。',
  dependency_version: '需要模板“{template}”的 {range} 版，现在是 {version}。请换合适的版本，或修改范围。',
  dependency_ring: '这些模板互相依赖成环：{templates}。请去掉其中一个依赖。',
  platform_version: '模板要求平台版本 {range}，现在是 {version}。请换合适的模板版本。',
  definition_taken: '“{name}”已由模板“{template}”提供，而且内容不同。请换一个键，或用叠加文件修改它。',
  overlay_target_missing: '所依赖的模板里没有“{name}”。请改正目标，或补上提供它的依赖。',
  unknown_template_parameter: '模板没有“{parameter}”这个参数。可以回答的有：{known}。',
  answer_invalid: '“{parameter}”的回答不符合要求（{type}）。请给出模板提供的值。',
  answer_place_missing: '{file} 里没有 {at}，回答无处可写。请改正位置，或先在那里放一个值。',
};
