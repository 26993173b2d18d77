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
  // Completeness of processes
  forward_without_reverse:
    'Nothing takes a "{form}" back[ although "{next}" is made from it]. Add an action that cancels it, or a document that says what it `reverses`.',
  effect_without_document:
    '"{form}" is no document, yet it moves the books. Post from a document, so that everybody sees why.',
  posting_never_made: 'No rule or flow asks for this posting. Let a document ask for it, or delete it.',
  register_never_moved: 'No posting moves the register "{register}". Add a posting, or delete the register.',
  state_without_exit:
    'Nothing leads out of the state "{state}", and it is not final. Add an action, or give it the tone of a final state.',
  reservation_without_release:
    'What is held back in "{register}" is never let go. Add a posting that uses it up, and one that releases it when the document is cancelled.',
  node_without_owner: 'Nobody answers for the step "{node}". Name a role as its owner.',
  node_without_time: 'How long the step "{node}" may take is not said. Give it a standard time.',
  node_without_input:
    'Nothing says what goes into the step "{node}". Name the fields that people need there.',
  node_without_output:
    'Nothing says what comes out of the step "{node}". Name the fields that are filled in there, or let people fill them in.',
  reverse_flow_needed:
    'The manifest says that no way back "{title}" is needed, but "{form}" is one. Take the reason out.',
  reverse_flow_missing:
    'The way back "{title}" is asked for, but no document is one. Let a form say `reverses` with the kind "{kind}", or give the reason why none is needed (`notNeeded`).',
  reverse_flow_without_posting:
    '"{form}" says that it takes "{target}" back, but books nothing back. Add a posting that reverses or returns.',
  // Seeds and scenarios against the definitions
  name_of_other_form:
    '"{name}" is of "{form}", but this field takes {expected}. Name a record of the form that the field refers to.',
  scenario_unknown_node: 'No flow of "{form}" has a step "{node}". Check its id.',
  seed_name_unknown:
    'The seeds have nothing called "{name}" up to here. Write the record or the person that is named first.',
  seed_unknown_department:
    'The seeds have no department "{department}" up to here. Add it, or check its key.',
  seed_unknown_flow: 'There is no flow "{flow}". Make it first, or use one that exists.',
  seed_unknown_post: 'The seeds have no post "{post}" up to here. Add it, or check its key.',
};
