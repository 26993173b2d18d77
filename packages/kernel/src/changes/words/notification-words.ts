import type { WordList } from './word-list.js';

/** Properties of templates of messages. */
export const NOTIFICATION_WORDS: WordList = {
  subject: ['标题', 'subject'],
  notification: ['通知模板', 'notification template'],
  channels: ['分渠道文字', 'words for channels'],
  replaces: ['替换的系统通知', 'message that it rewords'],
  app: ['站内', 'in the application'],
  email: ['邮件', 'mail'],
  wecom: ['企业微信', 'WeCom'],
  dingtalk: ['钉钉', 'DingTalk'],
  feishu: ['飞书', 'Feishu'],
};
