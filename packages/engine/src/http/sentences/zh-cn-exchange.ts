import type { Sentences } from '@dougong/kernel/messages';

/** 后台任务、导入、导出。 */
export const zhCNExchange: Sentences = {
  // Jobs
  job_is_over: '这个任务已经结束，不用再取消。请查看它的结果。',
  job_of_nobody: '发起这个任务的人已不在职。请由其他人重新发起。',
  job_given_up: '任务在同一处多次中断，已停止；做完的部分保留。请把任务编号告诉管理员。',
  unknown_job_kind: '系统已没有这种任务。请重新发起。',
  file_too_large: '文件超过 {max} MB。请拆成几个文件，分次导入。',
};
