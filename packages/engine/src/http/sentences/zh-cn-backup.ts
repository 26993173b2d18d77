import type { Sentences } from '@dougong/kernel/messages';

/** 关于备份和变更集的说明。 */
export const zhCNBackup: Sentences = {
  // 备份
  not_a_backup: '此文件不是本版本可读取的备份：{reason}。请给出由 "backup create" 生成的文件。',
  backup_locked: '此备份已加密。请用 --passphrase-file 给出口令文件。',
  backup_damaged: '备份的“{part}”部分已损坏：{reason}。没有恢复任何内容，请换用另一个备份。',
  backup_newer: '此备份由更新的版本（{version}）生成，其中有“{name}”。请先安装该版本或更新的版本，再恢复。',
  backup_cannot_hold:
    '数据库中有 {name}，备份无法重建它。请将其从引擎的模式中移走，或改用 PostgreSQL 自带工具备份。',
  backup_tables_change: '数据表一直在变动，找不到可备份的时刻。请在没有发布时再试。',
  restore_not_empty:
    '数据库不是空的：已有 {name}。备份只能恢复到空数据库；请新建一个数据库，或用 DOUGONG_DATA_DIR 换一个数据目录。',
  restored_copy_differs: '恢复出的内容与原来不一致：{name}。没有保留任何内容，请换用另一个备份。',
  restored_ledger_differs: '恢复出的账簿未通过校验：{part}，{reason}。没有保留任何内容，请换用更早的备份。',
  drill_no_answer: '恢复后的引擎对 {path} 返回 {status}。请查看日志；此备份不可依赖。',
  backup_under_way: '已有备份正在进行。请等它完成；可在备份列表中查看。',
  backup_no_folder:
    '没有设置备份目录。请在引擎运行处设置 DOUGONG_BACKUP_DIR，或用 "npx dougong backup create" 生成备份。',
  drill_under_way: '已有演练正在进行。请等它结束；可在任务列表中查看。',
  drill_file_missing: '备份不在原处：{file}。请把它放回来，或换一份备份，或为演练新做一份。',
  drill_no_server: '演练用的服务器无法启动：{reason} 请在能启动的机器上运行 "npx dougong backup drill"。',
  backup_failed: '备份失败，原因见备份列表。',

  // 变更集
  no_such_release: '没有发布版本 {number}。请在发布版本列表中查看有哪些。',
  not_a_change_set: '这不是变更集：{place} 处无法读取。请给出由 "release export" 导出的文件。',
  change_set_damaged: '变更集在途中被改动过：校验和不一致。请重新导出并复制。',
  promotion_conflicts: '有 {count} 处两边改得不一样，因此没有采用任何内容。请逐处选择保留本地还是采用对方。',
  promotion_conflict: '此处两边改得不一样。请为冲突 {id} 选择 "mine"（保留本地）或 "theirs"（采用对方）。',
  promotion_meets_draft: '这里有人正在修改 {name}，其草稿内容不同。请先发布或放弃该草稿。',
  promotion_needs_approval: '这里发布需要审批。请不带 publish 把变更集放入草稿，再像其他修改一样提交审批。',
  backup_of_nothing: '此数据库中没有可备份的内容。请用 DATABASE_URL 或 DOUGONG_DATA_DIR 指向要备份的安装。',
};
