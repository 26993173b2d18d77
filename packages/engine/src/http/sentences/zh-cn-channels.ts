import type { Sentences } from '@dougong/kernel/messages';

/** Sentences about channels, deliveries and what people are told, for people who read Chinese. */
export const zhCNChannels: Sentences = {
  channel_kind_unknown: '没有“{value}”这种通道。可用的种类见 GET /api/v1/channels/kinds。',
  channel_kind_fixed: '通道的种类不能改。要用另一种，请新建一个通道。',
  channel_value_unusable: '{field}填得不对。请照这个样子填：{example}',
  no_mail_of_yours: '你的账号没有邮箱地址，测试邮件无处可发。请先登记邮箱。',
  notification_needs_form: '模板没有选表单，不针对具体单据。请用示例预览。',
  resend_what: '请说明重发哪些：给出消息编号，或者给出通道和时间段。',
  notification_event_unknown: '没有“{value}”这种通知。可选的种类见 GET /api/v1/notification-preferences。',
  notification_choice_twice: '这个事件和通道已经选过一次。请去掉其中一个。',
  notification_mode_unfit: '站内通知没有汇总。请选“立即”或“不通知”。',
  time_zone_unknown: '没有“{value}”这个时区。请写成 Asia/Shanghai 或 Europe/Berlin。',
  quiet_hours_half: '免打扰时段要有开始和结束。请两个都填，或者都不填。',
};
