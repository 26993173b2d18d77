import type { Sentences } from './catalogue.js';

/** 字段类型与表单唯一规则的提示。 */
export const zhCNForms: Sentences = {
  decimal_not_text: '数量和金额要以文本传送，才不会丢位数：请把 {value} 写在引号里。',
  files_invalid: '附件不对。请先上传文件，再填写上传后得到的编号。',
  too_many_files: '最多能放 {max} 个文件，请去掉几个。',
  file_unknown: '这个文件不能放在这里：它不是你为这个字段上传的，或已被使用。请重新上传。',
  address_invalid: '地址不对。请分别填写省、市、区、街道和详细地址。',
  location_invalid: '定位不对。请填写经度（-180 到 180）和纬度（-90 到 90），最多 8 位小数。',
  choices_invalid: '这里应是一组选项，请从列表中选择。',
  too_few_choices: '至少要选 {min} 项，请再选几项。',
  too_many_choices: '最多能选 {max} 项，请去掉几项。',
  department_invalid: '部门的编码不对[（“{value}”）]，请重新从列表中选择。',
  progress_names_others: '“{field}”指向其他资料、人员或文件，不能给没有账号的人看。请去掉它。',
  department_no_organisation: '“{field}”选的部门不是独立核算的组织。请选公司、分公司或门店。',
  organisation_stays: '单据已归属一个组织，“{field}”不能再改。请在另一个组织新建一张。',
  organisation_not_yours:
    '你不在“{organisation}”这个组织工作，不能替它建单。请换成自己的组织，或请管理员把你加进去。',
  number_needs_organisation: '编号按组织分开，但这张单据还没有归属组织。请选择组织，或请管理员给你安排部门。',
  organisation_field_once: '一张表单只有一个字段写明归属组织，且在表头。请去掉“{field}”上的标记。',
  number_without_organisation:
    '“{field}”按组织编号，但表单没有归属组织的字段。请加上这样的字段，或去掉 organisation 占位。',
  unknown_department_chosen: '“{field}”选的部门不存在、已停用，或不在可选范围内。请另选一个。',
  user_not_of_post: '这位人员没有字段要求的岗位“{post}”。请选择有此岗位的人。',
  unknown_choice_list: '没有选项表“{list}”。请选择已有的选项表，或先建立它。',
  choices_from_two: '选项要么写在这里，要么来自选项表，请只用一种。',
  all_choices_closed: '选项表里每一项都已停用，没有可选的。请至少保留一项。',
  kind_not_in_lines: '“{kind}”类型的字段不能放在明细里，请放到表头。',
  kind_not_sorted: '“{field}”有多个值或多个部分，不能排序，也不能作为唯一依据。请换一个字段。',
  time_invalid: '时间格式不对[（“{value}”）]，请写成 08:30。',
  currency_places: '币种 {currency} 的金额最多 {scale} 位小数，请去掉多余的位数。',
  unknown_currency: '没有币种“{currency}”。请写 ISO 4217 的三位代码，如 CNY。',
  conversion_inexact:
    '换算成基本单位后超过 {scale} 位小数，会有误差。请填写能换算尽的数量，或改用更小的单位。',
  conversion_unit: '单位“{unit}”没有换算关系。请选择已有的单位，或先维护这个单位。',
  line_repeats: '第 {line} 行已有相同的内容[“{field}”]。请改其中一行，或合并成一行。',
  unique_condition_reads: '唯一条件里用到“{field}”，它不在单据表头上。请只用表头字段和状态。',
  fill_kind: '“{to}”类型的字段不能带出“{from}”类型的值。请在同类型的字段之间带出。',
  fill_choices: '来源字段的选项这里不全有[，缺少“{value}”]。请让两个字段使用同一个选项表。',
  fill_fewer: '来源字段能选的比这里的上限 {max} 项多。请调高这个字段的上限。',
  fill_files: '这个字段接受的文件数量、大小或种类比来源字段少。请放宽到与来源一致。',
  fill_currency: '{from} 的金额不能当作 {to} 的金额带出。请选择同一币种的金额。',
  fill_currency_kind:
    '两个金额一个是固定币种，另一个由字段决定币种。请都用同一固定币种，或都由字段决定币种。',
  fill_currency_field: '金额带出时没有带上币种。请同时把“{source}”带出到“{field}”。',
  signature_not_copied: '签名只对签署的那张单据有效，不能带出到别的单据。请去掉这一项。',
};
