import type { Sentences } from './catalogue.js';

/** Sentences about templates of messages. */
export const zhCNNotifications: Sentences = {
  notification_text_missing: '缺少{language}文字。请补上。',
  notification_chip_unknown: '“{chip}”不是字段。[是不是“{suggestion}”？]请从菜单里插入，或去掉花括号。',
  notification_chip_formless: '模板没有选表单，所以没有字段“{chip}”。请选择表单，或改用平台信息。',
  notification_chip_of_flows:
    '模板“{notification}”用到的“{chip}”只有流程自己发通知时才有。这里请换一个模板。',
  notification_other_form: '模板“{notification}”不是“{form}”的模板。请选择该表单的模板，或不限表单的模板。',
  notification_flow_other_form: '流程“{flow}”不在模板的表单上运行。请选择该表单的流程。',
  notification_event_taken: '模板“{other}”已经替换了同一条通知。请让其中一个改为其他通知。',
  notification_too_long:
    '文字至少有 {bytes} 字节，{channel} 最多 {max} 字节，末尾会被截断。请缩短，或为该渠道单独写短一些的文字。',
  unknown_notification: '没有通知模板“{notification}”。请从列表里选择。',
  notify_says_nothing: '通知没有文字。请写上文字，或选择通知模板。',
  notify_says_twice: '通知既写了文字又选了模板“{notification}”。请只保留一种。',
};
