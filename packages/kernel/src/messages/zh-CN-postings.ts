import type { Sentences } from './catalogue.js';

/** What is said about registers and postings: while documents are posted, and while both are designed. */
export const zhCNPostings: Sentences = {
  organisation_dimension_once: '一个登记簿最多有一个组织维度。请去掉多余的。',
  organisation_supplied: '组织维度“{dimension}”由系统按单据填写。请删去这里的公式；调往其他组织写在 to 里。',
  document_without_organisation: '登记簿“{register}”按组织记账，但这张表单没有归属组织的字段。请给表单加上。',
  transfer_one_sided:
    '“{movement}”在两个组织之间调动，凭证却只有一方。请给另一方也写一张，用 organisation 指明它的组织。',
  voucher_organisation_blank: '凭证“{voucher}”要记入的组织是空的。请先填好单据上的组织。',
  // While documents are posted
  lot_expired: '[{labels}]的有效期到 {lastDay} 为止，{date} 不能再出库。请换一个批次，或走报废、退货。',
  insufficient_available:
    '[{labels}]可用量不足：可用 {balance}，需要 {wanted}，差 {short}，其余已被别的单据预留。请减少数量，或先释放预留。',
  future_negative:
    '[{labels}]在 {date} 之后某一天会不够：那时最少只有 {balance}，需要 {wanted}，差 {short}。请减少数量，或改用更晚的日期。',
  backdating_refused: '账簿“{register}”不接受补记以前日期的业务，而单据日期是 {date}。请改用今天的日期。',
  costs_only:
    '{date} 所在的期间已软结账，只收成本调整，不收数量（账簿“{register}”）。请改用已开放期间的日期。',
  price_blank: '没有填新的单价，请填写。',
  negative_price: '单价不能是负数（{value}），请填零或正数。',
  link_blank: '没有选择这张单据对应的原单，请选择。',
  account_blank: '角色“{role}”没有找到对应的科目。请把取科目的那个字段填好。',

  // Designing: registers
  unknown_own_dimension: '账簿没有维度“{dimension}”，请从它的维度里选一个。',
  standard_without_value: '只有计价的账簿才有标准成本。请去掉这项设置，或选择一种计价方法。',
  balance_cannot_be_watched:
    '分片或延后汇总的结存（{balance}）无法控制负数。请全部允许为负，或改为锁定方式。',
  balance_cannot_be_valued: '分片或延后汇总的结存（{balance}）无法用来计价。请改为锁定方式，或不计价。',

  // Designing: postings
  posting_moves_nothing: '这个记账什么也不登记。请添加一条变动或一张凭证，或说明它冲销什么、重新计价什么。',
  posting_without_reversal:
    '这个记账会改变账簿“{register}”的结存，却没有别的记账冲销它，也没有退货退回它；记错了就改不回来。请添加一个冲销它的记账。',
  movement_key_missing: '“{entry}”这种变动需要填“{name}”，请补上。',
  movement_key_not_used: '“{entry}”这种变动用不到“{name}”，请去掉。',
  direction_does_not_fit: '“{entry}”这种变动没有这个方向（{direction}）。请换一个方向，或换一种变动。',
  resource_not_used: '“{entry}”这种变动用不到“{resource}”，请去掉。',
  movement_not_before: '这条变动之前没有变动“{movement}”，无法取它的数量。请把它放到前面，或另选一条。',
  movement_other_lines: '变动“{movement}”不是按同一张明细表登记的，对不上行。请另选一条。',
  link_not_a_record: '公式应当给出所指的单据，现在给出的是{type}。请修改。',
  link_not_a_line: '公式应当给出行号或行的编号，现在给出的是{type}。请修改。',
  link_other_register: '变动“{movement}”登记的不是账簿“{register}”，请选登记它的那一条。',
  guard_not_a_date: '有效期的公式应当给出日期，现在给出的是{type}。请修改。',
  guard_not_yes_or_no: '公式应当给出是或否，现在给出的是{type}。请修改。',
  guard_without_balance: '账簿“{register}”在记账时没有可查的结存，请另选一个。',
  pick_one_resource: '拣批次只能按一个数量，而账簿“{register}”的这条变动有几个。请各用一条变动登记。',
  return_one_resource:
    '退回只能按一个数量登记，而账簿“{register}”有几个。请去掉退回设置，或改用只有一个数量的账簿。',
  pick_field_not_a_date: '“{dimension}”的档案里没有日期字段“{field}”。请从它的日期字段里选一个。',
  picked_twice: '一条变动只能沿用另一条变动的批次。请只留一个。',
  picked_nothing: '变动“{movement}”没有拣出可以在这里沿用的批次。请选一条拣同样批次、或对应原单的变动。',
  picked_other_quantity: '沿用变动“{movement}”的批次，数量也要与它逐批相同。请让数量只取自这条变动。',
  account_not_text: '科目的公式应当给出文字，现在给出的是{type}。请修改。',
  voucher_credit_without_return: '变动“{movement}”不是退货，没有退回的款项。请选一条退货，或取它的金额。',
};
