import type { Sentences } from './catalogue.js';

/** What is said about the files of templates: their seeds, their scenarios, and how whole their processes are. */
export const enTemplates: Sentences = {
  // Scenarios
  scenario_name_unknown:
    'Nothing is called "{name}" here. Let an earlier step call a record so with "as", or check the seeds and logins.',
  scenario_name_misplaced:
    'A step that does "{deed}" gives no record, so it cannot call one "{name}". Put "as" at the step that makes or finds it.',
  scenario_step_refused:
    'The step should be done, but was refused: {status} {code}[ ({faults})]. Correct the step, or what it tries.',
  scenario_step_not_refused:
    'The step should be refused[ with {expected}], but was done. Correct the step, or what should forbid it.',
  scenario_refusal_differs:
    'The refusal should say {expected}, but says {got}. Correct the expectation, or the rule that refuses.',
  scenario_record_gone: 'There is no record "{record}" any more. Check whether an earlier step deleted it.',
  scenario_record_differs:
    '"{field}" of {record} should be {expected}, but is {got}. Correct the expectation, or what fills the field.',
  scenario_todos_differ:
    'To-dos of {record} should be with {expected}, but are with {got}. Correct the expectation, or who the flow asks.',
  scenario_balance_differs:
    '"{resource}" of the register "{register}" ({figure}) should be {expected}, but is {got}. Correct the expectation, or the posting.',
  scenario_vouchers_differ:
    'Vouchers of {record}: missing {expected}; not expected {got}. Correct the expectation, or the posting.',
  scenario_voucher_unbalanced:
    'A voucher of {record} does not balance: debit {debit}, credit {credit}. Correct the posting.',
  scenario_notifications_differ:
    '{to} should have {expected} notifications[ about {record}], but has {got}. Correct the expectation, or who is told.',
  scenario_audit_missing:
    'The audit has no entry "{action}"[ of {record}][ by {by}]. Correct the expectation; actions are named as in the audit.',
};
