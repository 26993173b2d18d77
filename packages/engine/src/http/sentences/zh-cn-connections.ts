import type { Sentences } from '@dougong/kernel/messages';

/** Devices that scan, and outside systems. */
export const zhCNConnections: Sentences = {
  scan_needs_key: '扫码数据只能由设备用程序账号的密钥上报。请在“密钥”里为它建一个。',
  scan_from_the_future: '设备时钟快了 {minutes} 分钟以上，时间不可信。请校准设备时钟。',
  unknown_scan_point: '没有“{point}”这个扫码点。请把设备设为已发布的扫码点。',
  scan_names_nothing: '条码“{code}”在这个扫码点查不到，或没有查看权限。',
  scan_names_several: '有不止一张“{form}”带有条码“{code}”。请让条码唯一。',
  scan_event_reused: '设备把这个编号用在了另一次扫码上。请给每次扫码单独的编号。',
  scan_settled: '这条扫码已经有人处理完，或正在处理。请刷新列表。',
  connector_not_set: '还没有设置“{title}”在哪里。请在“连接器”里填写地址和凭据。',
  connector_account_unknown: '没有名为“{login}”的启用中的程序账号。请先在“密钥”里建立。',
  connector_unreachable: '连不上对方（{reason}）。请检查地址和网络；系统会自动重试。',
  connector_inside: '地址在我们自己的内部网络里。运维可用 DOUGONG_ALLOWED_NETWORKS 允许它。',
  connector_trouble_there: '对方系统出了问题（状态 {status}）：{text}。系统会自动重试。',
  connector_refused_there: '对方拒收（状态 {status}）：{text}。请按提示更正，或检查凭据后重试。',
  connector_no_json: '对方返回的不是 JSON：{text}。请检查地址。',
  connector_answer_too_large: '对方返回的内容超过 20 MB。请减少每页条数。',
  connector_no_token: '对方没有发放令牌。请检查客户端编号、密钥和令牌地址。',
  connector_no_records: '返回内容在“{place}”处没有列表。请更正连接器里的位置。',
  connector_pages_without_end: '对方超过 {max} 页，或在循环翻页。请检查连接器的分页设置。',
  connector_key_twice: '对方有两条记录对应这里的同一条。请在对方更正主键。',
  connector_conflict: '上次同步之后，这条记录在这里也改过。重试则采用对方的，忽略则保留我们的。',
  connector_record_gone: '它对应的记录在这里已被删除。重试则重新建立，或者忽略。',
  connector_no_comparison: '连接器没有说明怎样核对。请在导出里添加每日核对。',
  connector_letter_settled: '它已经通过，或已被忽略。请刷新列表。',
};
