import type { Sentences } from '@dougong/kernel/messages';

/** 对每个接口地址都成立的：方法、限额、重复请求的键。 */
export const zhCNApi: Sentences = {
  method_not_allowed: '这个地址不接受 {method}，只接受 {allowed}。请改用其中一种。',
  address_too_long: '地址中有一段太长。请缩短；长内容请放在请求体里。',
  headers_too_large: '请求头太大。请清除本站的 Cookie 后再试。',
  request_timed_out: '请求传送时间过长，已放弃。请检查网络后重新发送。',
  key_in_flight: '同一个 Idempotency-Key 的请求还在处理。请等 {seconds} 秒后原样再发一次，即可得到它的结果。',
  answer_not_kept: '这个请求已经执行过，但它的结果只显示一次，或太大没有保留。请去查看结果，不要重复执行。',
  bad_condition: '筛选条件必须是 JSON 写的条件，例如 {"==": [{"var": "status"}, "draft"]}。请修改。',
  too_many_requests: '短时间内请求太多：{window} 秒内最多 {limit} 次。请 {seconds} 秒后继续。',
  stopping: '这个进程即将停止，不再接新的请求。请转向另一个进程。',
  batch_in_batch: '批次里不能再放批次。请把里面的各项直接放进这一批。',
  batch_beyond_api: '批次里的每一项只能访问 /api/v1/ 下的地址，地址里不能有“..”。请按接口说明写地址。',
  batch_of_stream: '消息流没有结尾，不能放进批次。请单独连接它，或改用 /api/v1/notifications。',
  batch_record_twice: '同一条记录在“全有或全无”的批次里只能出现一次。请合并，或分成两批发送。',
  batch_refused: '整批都没有执行，因为其中 {count} 项被拒绝。请修改指出的各项后整批重发。',
  not_in_atomic_batch:
    '这一项不能放进“全有或全无”的批次；那里只接受新建记录、修改记录和记录的状态操作。请单独发送，或去掉 "atomic"。',
};
