import type { Sentences } from '@dougong/kernel/messages';

/** 体检结果及处理办法。 */
export const zhCNDoctor: Sentences = {
  doctor_nothing_here:
    '{folder} 中没有安装。请用 DOUGONG_DATA_DIR 或 DATABASE_URL 指向已有的安装，或用 "npx dougong start" 新建。',
  doctor_database_away: '数据库没有应答：{reason}。请启动数据库，并检查 DATABASE_URL 和 DATABASE_OWNER_URL。',
  doctor_check_failed: '“{name}”这一项无法检查：{reason}。',
  doctor_server_well: 'PostgreSQL {version}',
  doctor_server_old: 'PostgreSQL {version} 太旧，需要 {least} 或更新的版本。请升级服务器。',
  doctor_server_encoding: '数据库编码是 {encoding}。请新建 UTF8 的数据库，并把备份恢复进去。',
  doctor_migrations_well: '{count} 个迁移均已执行',
  doctor_migrations_none: '数据库是空的。请运行 "npx dougong migrate" 或 "npx dougong start" 建表。',
  doctor_migrations_waiting: '还有 {count} 个迁移没有执行。请运行 "npx dougong migrate" 或启动引擎。',
  doctor_migrations_newer: '数据库已由更新的版本迁移过（{name}）。请在此运行那个版本；旧版本可能损坏数据。',
  doctor_rights_well: '应用无法改动已过账、已封存、已审计的内容',
  doctor_rights_one_role:
    '应用以表的所有者身份登录，只追加的保证仅靠触发器。请在 DATABASE_URL 中用单独的角色，在 DATABASE_OWNER_URL 中用所有者。',
  doctor_rights_open:
    '应用可以改动只追加的表 {name}（共 {count} 张）。请运行 "npx dougong migrate" 重新授权。',
  doctor_rights_off:
    '有人关闭了 {name} 的保护（共 {count} 张表）。请先运行 "npx dougong verify"，再用 ALTER TABLE ... ENABLE TRIGGER 打开。',
  doctor_release_well: '发布版本 {number} 生效中',
  doctor_release_none: '还没有发布任何内容。请安装模板或发布草稿。',
  doctor_release_broken: '本版本读不懂发布版本 {number}：{name}。请运行发布它的版本或更新的版本。',
  doctor_ledger_well: '账簿已备好今后 {months} 个月；封存没有滞后',
  doctor_ledger_months: '账簿没有今后的月份，本月过后将无法过账。请启动带 "worker" 角色的引擎。',
  doctor_ledger_unsealed:
    '有过账等待封存已 {minutes} 分钟。请确认带 "worker" 角色的引擎在运行，并查找长时间不结束的事务。',
  doctor_engines_well: '有 {count} 个引擎进程在运行',
  doctor_engines_none: '没有引擎在此数据库上运行，消息不会送出，定时器也不会触发。请启动一个。',
  doctor_queue_well: '到期的 {count} 项正在处理',
  doctor_queue_late:
    '“{queue}”中有 {count} 项在等待，最早的已等 {minutes} 分钟。请确认带 "worker" 角色的引擎在运行，并查看其日志。',
  doctor_failures_none: '没有放弃处理的内容',
  doctor_failures_some: '“{queue}”中有 {count} 项失败，等待处理。请在管理界面中查看。',
  doctor_connectors_well: '{count} 个连接器运行正常，最近都没有失败',
  doctor_connector_failing:
    '连接器“{connector}”的“{pipeline}”已连续失败 {failures} 次。请在“连接器”里查看原因，处理后重新运行。',
  doctor_channels_well: '通道和 Webhook 都有应答',
  doctor_channel_paused:
    '{place} 连续失败 {failures} 次，暂停一段时间：{reason}。消息不会丢，半小时内会自动再试；请排除原因。通道可以立即发测试。',
  doctor_secrets_open: '有 {count} 个 Webhook 密钥在数据库里没有加密。请设置 DOUGONG_SECRET_KEY 后重启引擎。',
  doctor_held_none: '没有扣留的消息',
  doctor_held_some:
    '恢复后有 {count} 条发往外部的消息被扣留。确认没有发出过后，请运行 "npx dougong outbox release"。',
  doctor_backup_well: '最近一份完好的备份在 {hours} 小时前：{file}',
  doctor_backup_none:
    '还没有备份。请运行 "npx dougong backup create"，并设置 DOUGONG_BACKUP_DIR 和 DOUGONG_BACKUP_EVERY。',
  doctor_backup_old: '最近一份完好的备份在 {hours} 小时前：{file}。请备份一次，并设置 DOUGONG_BACKUP_EVERY。',
  doctor_backup_missed: '最近一份完好的备份在 {hours} 小时前，已超过计划间隔的两倍。原因见备份列表。',
  doctor_backup_elsewhere:
    '最近一份完好的备份（{hours} 小时前）已不在原处：{file}。若是有意移走则无妨，否则请重新备份。',
  doctor_drill_well: '最近一次恢复演练在 {days} 天前通过',
  doctor_drill_none:
    '还没有试着恢复过任何备份。请在系统健康页开始一次演练，或运行 "npx dougong backup drill --now --note"。',
  doctor_drill_old:
    '最近一次恢复演练在 {days} 天前。请在系统健康页开始一次，或运行 "npx dougong backup drill --now --note"。',
  doctor_version_well: '正在运行 {version} 版；是否有更新的版本请看发布方的说明，系统不会联网查询',
  doctor_version_waits: '正在运行 {version} 版，但已安装 {installed} 版。请先备份，再重启引擎启用新版本。',
  doctor_scenarios_own: '场景在专用角色自建的临时数据库里跑',
  doctor_scenarios_here: '场景在本服务器上由属主角色建的临时数据库里跑',
  doctor_scenarios_beside: '场景在旁边临时启动的数据库服务器上跑',
  doctor_scenarios_nowhere:
    '模板的场景没有地方建临时数据库。请在 DOUGONG_SCENARIO_DATABASE_URL 中给一个能建数据库的角色，或给属主角色 CREATEDB 权限。',
  doctor_scenarios_role:
    'DOUGONG_SCENARIO_DATABASE_URL 的角色不能建数据库，所以跑不了场景。请给它 CREATEDB 权限。',
  doctor_scenarios_away: 'DOUGONG_SCENARIO_DATABASE_URL 的服务器连不上，所以跑不了场景。请检查地址和密码。',
  doctor_disk_well: '{folder} 处还有 {gigabytes} GB 空间',
  doctor_disk_elsewhere: '数据在另一台服务器上，请在那里查看磁盘',
  doctor_disk_missing: '目录 {folder} 不存在。请创建它，或改正设置。',
  doctor_disk_full: '{folder} 处只剩 {gigabytes} GB 空间。请在数据库停止之前腾出空间。',
  doctor_clock_well: '本机与数据库的时钟相差 {seconds} 秒',
  doctor_clock_differs:
    '数据库的时钟比本机快 {seconds} 秒。请让两者都与时间服务器同步：会话、租约和定时器都以时钟为准。',
};
