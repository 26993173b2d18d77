import type { Sentences } from '@dougong/kernel/messages';
import { zhCNAccess } from './zh-cn-access.js';
import { zhCNApi } from './zh-cn-api.js';
import { zhCNConnections } from './zh-cn-connections.js';
import { zhCNBackup } from './zh-cn-backup.js';
import { zhCNDoctor } from './zh-cn-doctor.js';
import { zhCNExchange } from './zh-cn-exchange.js';
import { zhCNChannels } from './zh-cn-channels.js';
import { zhCNIdentity } from './zh-cn-identity.js';

/** Sentences of the HTTP edge for people who read Chinese; those of the kernel's codes stand in the kernel. */
export const zhCN: Sentences = {
  // Requests
  invalid: '有内容不符合要求，没有保存。请按各处的提示修改后再试。',
  internal_error: '系统出错了，数据没有改动。请稍后重试；仍不行，把请求号告诉管理员。',
  malformed_json: '[“{file}”]不是有效的 JSON[：{reason}]。请检查逗号、引号和括号。',
  malformed_request: '请求的写法不对，服务器读不懂。请对照接口说明检查。',
  body_too_deep: '内容嵌套太深，无法读取。列表和对象最多嵌套 200 层。',
  body_too_large: '内容太大，服务器不接收。请分成几次提交。',
  unsupported_media_type: '只接收 JSON。请把 Content-Type 设为 application/json。',
  busy: '有人正在处理同一份数据，这次没有保存。请稍等几秒再试。',
  took_too_long: '处理时间过长，已停止，没有保存。请缩小范围后再试。',
  overloaded: '现在使用的人太多，这次没有处理。请稍等几秒再试。',
  database_unreachable: '数据库没有响应。请管理员检查数据库是否在运行。',
  bad_shape: '内容的形式不对[，应是 {expected}]。请对照接口说明修改。',
  body_unknown: '这里没有“{name}”这一项[，可用：{known}]。[是不是“{suggestion}”？]请改名或去掉。',
  body_missing: '缺少“{name}”这一项。请补上。',
  bad_date: '“{value}”不是日期，请写成 2026-11-20 这样。',
  value_unreadable: '有一个值太大，或写法不对，没有保存。请检查数字、日期和文字。',
  bad_text: '文字太长，最多 {max} 个字，请写短一些。',

  // Queries
  bad_query: '查询条件不对，请按各处的提示修改。',
  bad_parameter: '参数“{name}”的值不对[，可用：{expected}]。请修改。',
  unknown_parameter: '没有“{name}”这个参数。[是不是“{suggestion}”？]请检查拼写。',
  unknown_operator: '“{field}”不能用“{operator}”筛选，可用：{known}。',
  too_many_filters: '筛选条件最多 {max} 个，请去掉一些。',
  unknown_list: '没有“{list}”这个列表[，可用：{known}]。请换一个。',
  sort_not_offered: '不能按“{field}”排序，可以按：{offered}。',
  too_many_sorts: '列表最多按 {max} 个字段排序，请去掉一些。',
  sorted_twice: '已经按“{field}”排序，请只写一次。',
  sort_needs_filter:
    '找到的记录超过 {max} 条，没有哪个列表是按 {fields} 排好的。请先筛选，或只按第一个字段排序，或请设计人员把这个排序设为表单的一个列表（会为它建索引）。',
  bad_cursor: '翻页位置已失效，请从第一页开始。',
  cursor_of_other_query: '翻页位置属于另一个筛选或排序，请从第一页开始。',
  list_condition_part:
    '列表的条件里不能只看字段“{field}”中的“{part}”。请把它另建成一个字段再比较，或在列表里用筛选。',
  list_condition_unsupported: '列表的条件里不能用“{found}”。请管理员改用字段与值的比较。',

  search_unsupported: '查找其他单据的条件里不能用“{found}”。请改用字段与值的比较。',

  // Trying formulas and conditions
  record_or_id: '记录的编号和记录的内容，请给出其中一个。',
  rule_reads_hidden: '规则“{rule}”用到了你看不到的字段，不能在这里试运行。',
  nothing_to_replay: '没有可重放的规则草稿。请先修改一条规则，或直接提交它的定义。',
  computed_from_hidden: '“{field}”由你无权查看的字段算出，不能用自拟的值来算。请改为指定一条记录。',

  // Trials of flows
  flow_starts_inside: '表单没有发起这个流程的操作，它只在别的流程里运行。请试运行那个流程。',
  trial_time_past: '试运行里的时间已经到了 {now}，请选更晚的时间。',
  trial_out_of_time: '试运行超过 {seconds} 秒，已停止。请减少步骤后再试。',
  nothing_due: '没有等待到期的计时，请写明要等多久。',
  no_call_waits: '“{node}”没有在等外部调用，请选在等的那一步。',
  match_unknown_field: '不能按[“{field}”]查找[“{form}”的]记录，请写表单里的字段和它的值。',
  match_not_one: '“{form}”里符合的记录有 {count} 条，应当正好一条。请写得更准确。',

  flow_test_failed: '测试“{test}”没有通过：{difference}请修改流程或测试。',
  flow_test_people: '测试“{test}”没有运行：{difference}请安排人员，或修改测试。',
  flow_test_status: '流程应为“{expected}”，实际是“{found}”。',
  flow_test_state: '单据状态应为“{expected}”，实际是“{found}”。',
  flow_test_path: '应经过 {expected}，实际经过 {found}。',
  flow_test_open: '未办的待办应是 {expected}，实际是 {found}。',
  flow_test_refused: '被拒绝的步骤应是 {expected}，实际是 {found}。',
  flow_test_notified: '应通知到 {expected}，实际通知了 {found}。',
  test_people_missing: '现在没有人能担任：{expected}。',
  test_records_missing: '样例单据引用的记录不存在。',

  // Signing in and rights
  not_signed_in: '还没有登录，或登录已过期。请先登录。',
  wrong_password: '账号或密码不对。请检查大小写后重新输入。',
  too_many_tries: '密码错误次数过多，请 {seconds} 秒后再试。',
  forbidden: '没有做这件事的权限。需要时请管理员在角色里授予。',
  hidden: '没有找到，或者没有查看的权限。请返回列表重新打开。',
  assistants_off: '这里没有开放助手接口。管理员可以用环境变量 DOUGONG_ASSISTANTS=1 开放。',
  assistants_post_only: '助手的每条消息都用 POST 发送；这里没有消息流，也没有要结束的会话。',
  assistants_version: '这里不支持协议版本 {version}，支持的有：{supported}。',
  nobody_left:
    '这样就没有人再有“{right}”权限了：现在只有角色“{role}”给出它。请先给某人另一个有此权限的角色。',
  foreign_page: '请求不是从本系统的页面发出的，已拒绝。请在本系统里操作。',

  // Rules
  asks_without_end: '规则一环接一环，查了 {max} 次仍没有算完，没有保存。请管理员检查互相修改单据的规则。',
  hook_token_wrong: '这个地址的令牌不对，或它只接受带签名的调用，没有接收。请联系管理员。',
  hook_signature_wrong:
    '签名不对，或签名时间相差超过 5 分钟，没有接收。请检查密钥、时钟，正文须与签名时完全一致。',
  rule_on_schedule: '规则“{rule}”（到时执行）',
  rule_on_threshold: '规则“{rule}”（余额越过限额）',
  rule_on_webhook: '规则“{rule}”（外部系统调用）',
  rule_at_work: '规则“{rule}”',
  occasion_retried: '重试规则“{rule}”',
  occasion_skipped: '不再执行失败的规则“{rule}”',
  occasion_never_ended: '这条规则每次执行到一半，引擎就停了。请在日志里查明原因，再重试。',
  occasion_done: '这条规则已经执行过了，不用再处理。请刷新列表。',
  too_many_calls: '这个地址一分钟内的调用太多，请 {seconds} 秒后再试。',
  too_many_secrets: '密钥已有 {max} 个，请先停用一个。',

  // Versions and repetition
  if_match_required: '请在 If-Match 里带上打开时的版本。',
  bad_if_match: 'If-Match 的写法不对。请照原样带回读到的 ETag。',
  stale: '打开之后别人已经改过。请刷新，核对后再改。',
  stale_release: '检查之后别人已经发布了新的版本。请刷新，核对后再发布。',
  passed: '单据的状态已经变了，现在不能这样做。请刷新。',
  bad_idempotency_key: 'Idempotency-Key 的写法不对。请用 1 到 200 个可见的英文字符，不含空格。',
  key_reused: '同一个 Idempotency-Key 用在了不同的请求上。请给新的请求换一个。',
  already_posted: '这张单据已经过账，不能再过一次。请刷新后查看结果。',
  in_use: '还有资料在使用它，不能删除。请先改掉或删除那些资料。',
  not_unique: '这个值已经有了，不能重复。请换一个。',
  unique_has_duplicates:
    '“{form}”里已有{fields}相同的单据，不能设为唯一。请先处理这些单据，或给唯一规则加上条件。',
  not_unique_said: '{message}',
  not_unique_together: '已有{fields}相同的单据。请改其中一项，或打开那张单据。',
  source_too_large: '“{source}”本期超过 {max} 行，请用日期或状态缩小范围。',
  settlement_unfinished:
    '正式版本[（{month}）]还有结算单据未生成[：{open} 张]。请再次将该版本设为正式，已生成的不会重复。',
  cost_run_not_official:
    '{month} 的成本还没有正式版本（“{allocation}”）。如按此方案核算，请先确定正式版本再结账。',
  period_not_open: '{date} 不在已开放的期间内（{first} 至 {last}）。请改日期，或请财务开放这个期间。',
  period_closed_already: '已经结账到 {through}。请选更晚的日期，或先把要放开的期间反结账。',
  period_open_already: '期间本来就是开放的，不需要反结账。',
  period_not_closable: '还不能结账到 {through}。请先处理列出的问题，再结账。',
  postings_unfolded: '登记簿“{register}”还有 {postings} 笔过账没有汇入余额。请稍等后再结账。',
  seals_behind:
    '还有超过 {max} 笔过账没有封存。请等封存跟上；如果一直跟不上，请检查是否有长时间不结束的事务。',

  // Designing and publishing
  not_publishable: '检查没有通过，没有发布。请按各处的提示修改。',
  nothing_to_publish: '没有要发布的修改。',
  draft_key_differs: '内容里的种类或编码与地址不一致。请改成一致。',
  field_retyped: '字段“{title}”不能从 {from} 改成 {to}，原有的值无法换算。请用另一个键新建字段。',
  retype_fails:
    '字段“{title}”有 {count} 个值不符合新的类型。请先改正这些记录，或者保留原来的类型。最前面的几个已列出。',
  key_of_removed_data:
    '键“{field}”下还保留着已移除字段的数据，类型不同。请换一个键，或恢复原字段，或先清除它的数据。',
  used_by_running:
    '流程“{title}”(版本 {release})还有 {count} 个运行中的实例在用。请等它们结束，或先把它们迁移到新版本。',
  purge_not_confirmed: '清除后无法恢复。请再输入一次名称以确认：{name}。',
  purge_referred: '还有保留的数据引用“{name}”的记录：{by}。请先清除那些数据。',
  part_in_use: '“{name}”又在使用中，不能清除它的数据。请先移除并发布。',
  publish_under_way: '有人正在发布[版本 {release}]。请等发布结束，核对变化后再发布。',
  publish_blocked: '数据表[“{table}”]一直被占用，无法修改，因此没有发布。请在空闲时再发布。',

  // Organisation
  progress_not_offered: '“{form}”没有开放进度查询。请在表单设计里打开，并选好可以公开的字段。',
  progress_links_many: '这张单据已有 {max} 个有效链接。请先撤销不用的。',
  unknown_organisation: '没有“{organisation}”这个独立核算的组织。请在部门里把它标为公司、分公司或门店。',
  organisation_has_books: '这个组织已经记过账，不能取消组织标记或删除。',
  organisation_needs_session: '切换组织只对登录的人有效；密钥按其账号的部门办事。',
  unknown_department: '没有“{department}”这个在用的部门。请换一个，或先新建。',
  unknown_post: '没有“{post}”这个岗位。请换一个，或先新建。',
  department_ring: '这样部门会成为自己的上级。请换一个上级部门。',
  department_not_empty: '部门里还有 {members} 人和 {departments} 个下级部门。请先把他们移到别的部门。',
  post_held: '还有 {holders} 人（可能包括已离职的）担任这个岗位。请先解除。',
  deputy_of_oneself: '不能委托给自己。请换一个人。',
  deputy_period: '结束时间早于开始时间。请改正。',
  deputy_flow_unknown: '没有“{flow}”这个流程。请换一个；不选则适用于全部流程。',
  deputy_overlap: '这段时间已经有代理人了。请修改原来的委托，或换一段不重叠的时间。',
  cannot_switch_off_yourself: '不能停用自己的账号。请让另一位管理员来操作。',

  // 流程
  unknown_release: '没有第 {release} 版。请选择已发布的版本。',
  stuck_no_branch: '{nodes} 没有可走的连线：条件都不满足，也没有“其他情况”。',
  stuck_no_assignee: '{nodes} 找不到办理人。请改派，或跳到别的节点。',
  stuck_loop_limit: '流程在 {nodes} 自动循环，没有人处理。请跳到别的节点。',
  stuck_action_failed: '{nodes} 执行失败。请重试，或跳过。',
  stuck_inactive_people: '{nodes} 在等已停用的人：{people}。请改派。',

  // Templates
  not_a_template: '这个文件夹不是可以安装的模板，没有安装。请按各处的提示修改。',
  file_missing: '找不到文件“{file}”，或读不了。请检查模板的文件夹。',
  file_name_differs: '文件名“{file}”与编码“{key}”不一致。请改成一致。',
  file_unexpected:
    '没有任何地方会读取文件“{file}”。请放到它那一类的文件夹；种子文件请写进 template.json；或删除它。',
  scenarios_failed:
    '按这些定义，有场景没有通过，所以什么都没有改动：{scenarios}。请修改所列的每一处，或者选择不跑场景。',
  scenarios_have_no_place:
    '跑场景要另建临时数据库，而这里建不了，所以什么都没有改动。请在 DOUGONG_SCENARIO_DATABASE_URL 中给一个能建数据库的角色，或给属主角色 CREATEDB 权限，或者选择不跑场景。',
  scenarios_cannot_begin:
    '场景开始时要装入的种子数据与这些定义不相符，所以什么都没有改动。请修改所列的每一处，或者选择不跑场景。',
  scenarios_are_rule: '这里每次发布都要先跑场景，所以没有开始发布。请带场景发布，或者请有管理权的人来发布。',
  gap_gone: '没有（或已不存在）这个缺口“{id}”，请重新读取清单。',
  gap_without_fix: '这个缺口“{id}”没有可自动采用的办法，需要人来决定。请在设计器里修改。',
  seed_without_user: '示例数据“{ref}”没有可用的录入人[（{by}）]。请在示例用户里补上。',
  unknown_seed_reference: '示例数据里没有“{name}”。请先写被引用的那一条。',
  templates_unfit: '这些模板不能配合使用，没有做任何改动。下面按模板和文件列出了每一处。',
  template_conflicts:
    '有 {count} 处本地和模板都改过。请逐处选择：保留我的、采用模板的、合并，或给出自己的值。',
  conflict_both_changed:
    '{definitionKind}“{definition}”的同一处，本地和模板都改了。请保留我的、采用模板的，或另给一个值。',
  conflict_both_added:
    '{definitionKind}“{definition}”里，本地和模板新增了同一项，但内容不同。请保留我的、采用模板的，或合并。',
  conflict_removed_by_me:
    '{definitionKind}“{definition}”里，模板修改了本地已经删除的内容。请保持删除，或采用模板的。',
  conflict_removed_by_template:
    '{definitionKind}“{definition}”里，模板删除了本地改过的内容。请保留我的，或让它删除。',
  conflict_order: '{definitionKind}“{definition}”里，本地和模板把同一项移到了不同的位置。请选定一个顺序。',
  stale_templates: '已安装的模板刚刚被别人改动。请重新查看预览，再操作一次。',
  template_needed: '“{template}”不能卸载：{templates} 依赖它。请先卸载那些模板。',
  template_data_posted: '这些表单有已记账的单据，必须保留。请卸载模板但保留数据。',
  form_posted: '“{form}”有 {count} 条记录，其中有已记账的。请保留数据。',
  package_too_large: '模板包太大：最多 {files} 个文件，解开后最多 {megabytes} MB。请去掉模板不需要的文件。',
  package_damaged: '这不是一个完整的模板包。请从来源重新获取；不一致的部分已列出。',
  package_entry_missing: '模板包里没有“{file}”。请重新打包。',
  package_entry_bad: '模板包里不允许有“{file}”，或它无法读取。请重新打包。',
  package_entry_differs: '“{file}”在打包之后缺失、增加或被改动。请重新获取模板包。',
  package_entry_not_canonical: '“{file}”不是模板包的书写格式。请重新打包。',
  package_signature_invalid: '签名与模板包不符：签名之后被改动过。请不要安装，重新获取。',
  package_unsigned: '这个模板包没有签名。确认来源可靠时，可选择允许未签名的包。',
  package_untrusted:
    '签名密钥 {signedBy} 不在受信任的密钥里（DOUGONG_TRUSTED_KEYS）。请加入，或仅此一次允许。',
  package_differs_from_lock: '“{template}” {version} 与锁定文件不一致。请使用锁定的版本，或重新写锁定文件。',
  nothing_to_export: '还没有发布任何内容，没有可导出的。请先发布。',
  sample_cleared: '清除示例数据。',
  sample_without_form: '它的表单已不再发布；恢复表单后才能删除。',
  sample_posted: '它已记账，现在没有可用的红冲操作。请手工红冲；单据留在账上。',
  sample_reversed: '它已记账，所以做了红冲；单据保留，但不再有影响。',
  sample_in_ledger: '账上用到了它，所以保留。如有停用状态，可将它停用。',

  // Reconciliation
  cutoff_ahead: '{date} 还没到，不能对到这一天。请选今天或更早的日期。',
  data_set_missing: '还没有推送「{side}」一侧的数据。请先推送，再开始对账。',
  data_set_read: '这批数据已经用于对账，不能再追加。请新建一批。',
  side_not_pushed: '「{side}」一侧的数据不是推送来的。请推送另一侧，或修改对账的定义。',
  unknown_reason: '没有原因「{reason}」。请从对账定义的原因里选一个。',
  unknown_remedy: '没有处理单据「{remedy}」。请从对账定义里选一个，并用「整改」提交。',
  own_explanation: '自己说明的差异不能自己批准。请让另一位审批人批准。',
  difference_passed: '差异现在的状态是「{state}」，不能做「{act}」。请刷新后再看。',
  red_differences_open: '对账「{definition}」还有 {differences} 条红色差异没有解决。请先解决或批准，再结账。',
  ...zhCNExchange,
  ...zhCNChannels,
  ...zhCNIdentity,
  // 草稿与版本
  release_name_taken: '已有另一个版本叫“{name}”。请换一个名称，或先给那个版本改名。',
  operations_do_not_fit: '这些操作与定义现在的内容对不上，一项也没有执行。请重新读取后再改。',
  nothing_to_undo: '上次发布以来，这份草稿没有可以撤销的操作。',
  drafts_in_the_way: '这样做会丢掉已有的草稿：{drafts}。请先发布或放弃它们，或选择替换。',
  drafts_need_rebase: '这些草稿开始之后，别人已发布过相应的定义：{drafts}。请先把草稿合并到第 {release} 版。',
  rebase_conflict:
    '{definitionKind}“{definition}”[的{place}]：草稿里是{mine}，现行版本里是{theirs}[，原来是{base}]。请选一个。',
  publish_request_open: '已有一次发布在等待。请等它有了结果，或先撤回它。',
  publish_request_decided: '这次发布已经有了结果。请刷新后查看。',
  approval_without_approvers: '没有指定批准人。请指定角色或人员；不需要批准时填 null。',
  templates_need_approval:
    '这里的发布需要批准，而模板变更会立即发布，所以没有改动。请管理员先在发布设置里关闭批准，完成模板变更后再打开；这三步都会留下记录。',
  no_other_approver: '能批准发布的角色（{roles}）里没有别的人。请先把其中一个角色授予别人。',
  own_publish_request: '自己申请的发布不能自己批准。请让另一位审批人批准。',
  publish_time_out_of_reach: '发布时间要晚于 {now}，最多提前 {days} 天安排。请另选时间。',
  drill_no_answer: '恢复后的引擎对 {path} 返回 {status}。请查看日志；此备份不可依赖。',
  backup_under_way: '已有备份正在进行。请等它完成；可在备份列表中查看。',
  backup_no_folder:
    '没有设置备份目录。请在引擎运行处设置 DOUGONG_BACKUP_DIR，或用 "npx dougong backup create" 生成备份。',
  backup_failed: '备份失败，原因见备份列表。',
  ...zhCNAccess,
  ...zhCNApi,
  ...zhCNConnections,
  ...zhCNBackup,
  ...zhCNDoctor,
};
