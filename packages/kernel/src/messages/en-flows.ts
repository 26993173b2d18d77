import type { Sentences } from './catalogue.js';

/** What is said about drawings of flows. */
export const enFlows: Sentences = {
  no_start: 'The flow has no start; add one.',
  many_starts: 'A flow has one start only; delete the others.',
  no_end: 'The flow has no end; add at least one.',
  unreachable: 'No line leads to this step. Connect it, or delete it.',
  cannot_finish: 'From this step the flow can never end. Draw a line from it that leads to an end.',
  needs_branch_node:
    'Several lines leave this step and nothing says which to take. Insert a condition behind it.',
  dangling_line: 'One end of the line has no step. Connect it, or delete the line.',
  line_into_start: 'No line may lead back to the start. Lead it to the step after the start.',
  line_out_of_end: 'No line may leave the end. Delete the line, or insert a step before the end.',
  no_default: 'There is no line for all other cases, so the flow would stop where none fits. Add one.',
  many_defaults: 'Only one line can stand for all other cases. Give the others a condition.',
  empty_condition:
    'The condition of this line is empty. Fill it in, or let the line stand for all other cases.',
  condition_ignored:
    'The condition on this line has no effect. Delete it, or insert a condition step before the line.',
  unused_line: 'This line is never taken. Delete it, or change where it leaves from.',
  branch_of_one: 'The branch has one line only. Add another one, or delete the branch.',
  waits_forever:
    '"{node}" waits for every branch, but[ "{split}" takes only some of them, and] one never comes: the flow would wait forever. Use an inclusive join, which waits only for what can still come.',
  runs_twice:
    '"{node}" may be open twice at once:[ the lines out of "{split}" are not joined before it, or] a line leads from a branch back before the branching. Insert a join before it, or lead the line elsewhere.',
  endless_loop:
    'The steps from "{node}" on go round forever, with no way out. Draw a line that leaves the loop.',
  never_runs: '"{node}" never runs, whatever happens. Check the lines that lead to it, or delete it.',
  too_complex:
    'The flow is too entangled to prove that it cannot get stuck. Move a part of it into a subflow.',
  join_one:
    'Only one line leads into this join, so there is nothing to join. Connect another one, or delete it.',
  overlap:
    'Two conditions overlap (for example {witness}); the first from the top is followed. Check their order, or change a condition.',
  line_covered:
    'This line never gets its turn: the conditions before it take all of its cases. Change the order or the conditions.',
  line_excluded:
    'Nothing that arrives here can take this line: the conditions on the way here already rule its own out. Change one of them, or delete the line.',
  gap: '[Between {from} and {to} of {title}][Where {title} is {value}][Where {witness}] no condition holds, so only the line for all other cases is left. Check that this is meant, or change a condition.',
  may_be_empty:
    '[The department "{department}" has no leader. ]Today nobody would be found for this step, and what is set for that case would happen. Name people, or check that this is meant.',
  self_only: 'The one who starts the flow is the only one who approves it. Add somebody else.',
  late_approval_missing:
    '"{node}" is done first and approved afterwards, but a way behind it ends without an approval that has a time limit. Add one that waits no longer than said.',
  unguarded_posting:
    '"{node}" can be reached, and posts, without anybody having looked. Put an approval or a handling before it.',
  hidden_required:
    'The field "{field}" is required, but no step lets anybody fill it in. Make it editable in one of them.',
  missing_owner: 'The process map does not say who answers for "{node}". Fill it in.',
  missing_standard_time: 'The process map does not say how long "{node}" should take. Fill it in.',
  missing_input:
    'The process map does not say what goes into "{node}". Name the fields that people need there.',
  missing_output:
    'The process map does not say what comes out of "{node}". Name the fields that are filled in there, or let people fill them in.',
  missing_exit:
    'Nothing says what state the record has after the flow. Choose one for approval and one for refusal in the settings of the flow.',
  auto_loop:
    'Nobody waits in this loop, so it may run very often at once. Put an approval or a wait into it.',
  missing_reject_line: 'No line says where a refusal leads. Draw one from this step.',
  missing_timeout_line: 'No line says where it goes when time is up. Draw one from this step.',
  no_heir: 'Nobody is named to whom the task goes when time is up. Choose a person.',
  bad_return_target:
    'A document can go back only to the start, or to a step of people before this one. Choose another step than "{node}".',
  bad_percent: 'The share that must agree is a whole number from 1 to 100. Enter one.',
  no_time: 'Nothing says how long to wait. Enter a length of time, or choose a date field.',
  no_event: 'Nothing says what this step waits for. Name the event.',
  need_too_many:
    '{need} lines are needed, but only {lines} come in. Enter a smaller number, or draw more lines.',
  no_subflow: 'No flow is chosen to run here. Choose one.',
  unknown_subflow: 'There is no flow "{flow}" of the same form. Choose another one.',
  no_admin:
    'Where nobody is found, the administrator of the flow takes over, but none is set. Choose a role in the settings of the flow.',
  no_actions: 'This step has no action. Add one, or delete the step.',
  field_missing: 'The field "{field}" is used, but the form does not have it. Choose the field again.',
  unknown_calendar:
    'There is no working calendar "{calendar}". Choose another one in the settings of the flow.',
  unknown_node: 'There is no step "{node}". Connect the line again.',
  unknown_node_type: 'There is no kind of step "{type}". Choose one from the list.',
  hours_over_midnight:
    'The hours {from} to {to} do not end after they begin. Write work over midnight as two spans: until 24:00, and from 00:00 on the next day.',
  hours_overlap:
    'The hours {from} to {to} begin before the span above them ends. Put the hours of a day in order.',
  calendar_without_hours:
    'Nobody ever works by this calendar, so nothing would ever be due. Give at least one weekday hours.',
  holiday_too_long: 'A holiday has at most {max} days. Correct its last day, or write several.',
  two_default_calendars:
    'The calendar "{calendar}" is the default already. Leave "default" out of one of them.',
  two_flows_one_action: 'Another flow already starts with the action "{action}". Choose another action.',
  test_unknown_node:
    'The test "{test}" speaks of the step "{node}", which is not drawn. Change the test, or draw the step.',
  test_unknown_step: 'The test expects step {step} to be refused, but has {steps} only. Enter one of them.',
};
