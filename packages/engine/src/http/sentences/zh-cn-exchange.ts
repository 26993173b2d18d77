import type { Sentences } from '@dougong/kernel/messages';

/** 后台任务、导入、导出。 */
export const zhCNExchange: Sentences = {
  // Jobs
  job_is_over: '这个任务已经结束，不用再取消。请查看它的结果。',
  job_has_not_failed: '只有失败的任务可以重试；这个任务现在不是失败状态。请刷新后查看它的结果。',
  job_of_nobody: '发起这个任务的人已不在职。请由其他人重新发起。',
  job_given_up: '任务在同一处多次中断，已停止；做完的部分保留。请把任务编号告诉管理员。',
  unknown_job_kind: '系统已没有这种任务。请重新发起。',
  job_is_settled: '已经做了无法撤回的一步，不能再取消。请等它结束，再用恢复上一版本等办法退回。',
  step_checking: '正在检查定义',
  step_comparing: '正在与已安装的内容比较',
  step_scenario_ground: '正在为场景准备试验环境',
  step_scenario: '场景 {at} / {of}：{title}',
  step_tables: '正在准备数据表',
  step_flow_tests: '正在运行流程测试',
  step_switching: '正在切换到新版本',
  step_finishing: '正在收尾',
  step_seeds: '正在装入数据',
  step_drill_backup: '正在为演练做备份',
  step_drill_server: '正在启动演练用的服务器',
  step_drill_restore: '正在恢复数据表',
  step_drill_compare: '正在逐行比对并校验账簿',
  step_drill_engine: '正在启动引擎并按各人权限读取',
  file_too_large: '文件超过 {max} MB。请拆成几个文件，分次导入。',

  // Files of records
  upload_too_large: '文件超过这个字段允许的 {max}。请压缩后重新上传。',
  file_empty: '“{name}”是空文件。请另选一个。',
  file_type_refused: '不能上传“{name}”：类型不允许，或内容与文件名不符。这个字段接受 {accepted}。',
  signature_invalid: '“{name}”不是签名图片：应是完整的 PNG 图片，不超过 {width} × {height} 点。请重新签名。',
  too_many_uploads: '你有 {max} 个上传的文件还没有用在记录里。请先保存对应的记录，或过一天再传。',

  // Imports
  file_unreadable:
    '文件不能按表格读取[（{reason}）]。请另存为 .xlsx 或 UTF-8 编码的 CSV，不要加密码，再导入。',
  too_many_columns: '表格超过 {max} 列。请删去不需要的列。',
  too_many_rows: '文件超过 {max} 行。请拆成几个文件，分次导入。',
  too_many_rows_at_once: '“全部成功才导入”最多支持 {max} 行。请拆分文件，或让正确的行先导入。',
  upload_missing:
    '请求中没有文件。请把文件本身作为请求内容发送，Content-Type 用 text/csv 或 application/octet-stream。',
  unknown_sheet: '没有第 {sheet} 张工作表，文件共有 {sheets} 张。请选择其中一张。',
  nothing_mapped: '没有任何列对应到字段。请选择表头所在的行，或指定各列对应的字段。',
  target_twice: '有两列都对应字段“{field}”。请去掉其中一列。',
  import_keys_missing: '要更新记录，必须知道按哪一列查找。请对应编码或 ID 列，或指定匹配字段。',
  import_key_not_mapped: '“{field}”要作为匹配字段，但没有列对应它。请指定对应的列，或换一个匹配字段。',
  import_repeated: '“{value}”在本文件第 {row} 行已经出现过。请只保留其中一行。',
  import_owner_unknown: '本文件中没有名为“{value}”的单据。请与第一张工作表写成一致，或在那里补上。',
  import_key_ambiguous: '有多条记录的匹配字段相同，无法确定是哪一条。请换一个匹配字段，例如 ID。',
  import_not_found: '没有找到你能看到的对应记录。请更正匹配字段的值，或改为“没有则新增”。',
  import_key_blank: '匹配字段是空的，无法查找记录。请填写。',
  name_ambiguous: '有多个“{value}”。请改填编码或登录名。',
  name_unknown: '没有“{value}”。请更正编码或名称，或先建立那条记录。',
  import_under_way: '这次导入还在进行。请先取消或等它结束，再撤销。',
};
