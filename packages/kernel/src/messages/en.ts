import type { MessageCatalogue } from './catalogue.js';
import { enChanges } from './en-changes.js';
import { enConnections } from './en-connections.js';
import { enNotifications } from './en-notifications.js';
import { enCosting } from './en-costing.js';
import { enExchange } from './en-exchange.js';
import { enForms } from './en-forms.js';
import { enLayers } from './en-layers.js';
import { enTemplates } from './en-templates.js';
import { enPromotion } from './en-promotion.js';
import { enPostings } from './en-postings.js';
import { enFlows } from './en-flows.js';
import { enTableReasons, enTables } from './en-tables.js';

/** Sentences for people who read English. `{name}` is a parameter; what stands in `[...]` falls away without its parameters. */
export const en: MessageCatalogue = {
  sentences: {
    unknown_code:
      'This does not fit ({code}). Check it and try again; if it stays, tell an administrator this code.',

    // Rights and versions
    not_found:
      'It was not found: it may have been deleted, or you may not see it. Go back to the list and open it again.',
    no_right:
      'You do not have the right to do this[ with "{form}"]. An administrator can grant it in a role.',
    stale_version:
      'Somebody has changed it since you opened it[ (you saw version {seen}, now it is {current})]. Reload, check and change it again.',
    outside_flow:
      'This step belongs to the flow and cannot be taken past it. Answer the task in your inbox, or submit with a button of the document.',
    wrong_state: 'The present state[ "{state}"] does not allow this. Reload to see what can be done now.',
    unknown_action: 'There is no action "{action}". Choose one that the form has.',
    unknown_state: 'There is no state "{state}". Choose one of the states of the form.',

    // Values of fields
    required: '["{field}": ]Nothing is filled in here yet; please fill it in.',
    unknown_field: 'There is no field "{field}".[ Was "{suggestion}" meant?] Check the name.',
    read_only: '"{field}" is filled in by the system; leave it out.',
    field_locked:
      '"{field}" cannot be changed at this step. Take that change back, or change it after a return.',
    field_not_yours:
      'You may not change "{field}". Take that change back; an administrator can grant it in a role.',
    object_invalid: 'A set of fields (an object) is expected here. Write it as names with values.',
    lines_invalid: 'A list of lines is expected here. Write each line as a set of fields.',
    line_id_invalid: 'The id of the line[ "{value}"] is no id. Leave the id out of new lines.',
    repeated_line: 'The same line is named twice in one change. Keep only one of them.',
    unknown_line: 'There is no such line; it may have been deleted. Reload and change it again.',
    lines_fixed: 'These lines come from the system: they can be filled in, but not added or deleted.',
    too_many_lines: 'At most {max} lines are allowed. Delete some, or use several documents.',
    too_few_lines: 'At least {min} lines are needed. Add some.',
    text_invalid: 'A text is expected here.',
    text_too_long: 'The text is too long[; at most {max} characters]. Shorten it.',
    text_too_short: 'The text is too short[; at least {min} characters]. Complete it.',
    choice_unknown: 'There is no such choice[ ("{value}")]; choose one from the list.',
    decimal_invalid: 'This is not a number[ ("{value}")]; use digits, a point and a minus only.',
    decimal_digits:
      'The number is too long; at most {max} digits before the point. Check for a digit too many.',
    decimal_scale: 'At most {scale} decimal places; take the others away.',
    integer_invalid: 'This is not a whole number[ ("{value}")]; take the decimals away.',
    number_min: 'It must not be less than {limit}; make it larger.',
    number_max: 'It must not be more than {limit}; make it smaller.',
    boolean_invalid: 'Only yes or no can stand here.',
    date_invalid: 'This is not a date[ ("{value}")]; write it as 2026-11-20.',
    date_time_invalid: 'This is not a time[ ("{value}")]; write it as 2026-11-20 10:30.',
    reference_invalid: 'The id of the record chosen[ ("{value}")] is no id; choose it from the list again.',
    unknown_reference:
      'The record chosen[ in "{field}"] does not exist, or you may not use it. Choose another one.',
    user_invalid: 'The id of the person chosen[ ("{value}")] is no id; choose from the list again.',
    user_not_in_role:
      'This person does not have the role "{role}" that the field asks for. Choose somebody who has it.',
    unknown_user:
      'There is no such person[ ("{user}")], or the account is switched off. Choose somebody else.',
    beyond_calendar:
      'So much working time is not over within a hundred years. Check the length and the working calendar.',
    bad_duration: '"{value}" is not a length of time; write it as PT24H (24 hours) or P3D (3 days).',

    // Rules at work
    rule_refused: '{message}',
    rule_warning: '{message}',
    rules_not_quiet:
      'Rules[ ({rules})] keep changing what each other wrote, even after {rounds} rounds. Ask an administrator to check them.',
    too_many_actions:
      'The rules[ ("{rule}")] ask for more than {max} actions at once. Ask an administrator to add a condition or to split them.',
    too_many_records: 'This would write more than {max} records at once. Do it in several steps.',
    chain_too_deep:
      'Automatic actions called each other more than {max} levels deep and were stopped[: {chain}]. Ask an administrator to check rules that trigger each other.',
    out_of_time:
      'Rules and formulas took {milliseconds} ms, and a save may take {max} ms; nothing was saved.[ Longest: {rules}.][ Set off by: {chain}.] Ask an administrator to make them simpler.',
    lines_locked_by_rule:
      'A rule says that the lines of "{field}" can be neither added nor deleted nor reordered now. Put them back as they were.',
    field_locked_by_rule: 'A rule says that "{field}" cannot be changed now. Take that change back.',
    match_blank: 'Records are looked for by "{field}", but its value is blank. Fill it in first.',
    no_record_to_change:
      'No record of "{form}" was found to be changed. Check the reference or what is looked for.',
    too_many_to_change:
      'More than {max} records of "{form}" would be changed. Ask an administrator to narrow the condition.',
    rule_gone: 'The rule "{rule}" was switched off or has changed, so it was not carried out.',
    flow_already_runs: 'A flow runs on this document already, so "{flow}" cannot start. Wait until it ends.',
    payload_type: 'What was received as "{field}" is not {expected}. Ask the sender to correct it.',
    fill_failed:
      '"{field}" of the lines could not be filled in ({kind}). Check what is chosen above; if it stays, ask an administrator to check how the lines are filled.',
    formula_error:
      'A formula cannot be worked out ({kind}). Check the values it uses; if it stays, ask an administrator to check the formula.',

    // Decision tables at work
    table_no_hit:
      'The decision table "{table}" has no row for these values. Ask an administrator to add a row or a default.',
    table_several_hits:
      'In the decision table "{table}" the rows {rows} fit at once, but only one may. Ask an administrator to correct it.',
    table_hits_disagree:
      'In the decision table "{table}" the rows {rows} fit at once and give different outputs. Ask an administrator to correct it.',
    table_not_in_effect:
      'The decision table "{table}" is not in effect on this day. Ask an administrator to check its period.',
    table_input_type: 'The decision table wants {expected} for "{column}". Check what is passed in.',
    table_input_outside:
      'The decision table does not know the value[ {value}] of "{column}". Check it, or ask an administrator to widen the column.',
    table_input_blank: 'The decision table needs "{column}"; please fill it in.',
    table_output_outside:
      'A formula of the decision table gives a value that "{column}" does not allow. Ask an administrator to correct it.',

    // Flows at work
    not_yours:
      'This task belongs to somebody else. Let that person do it, or ask an administrator to reassign it.',
    already_done: 'This task has been done already; nothing is left to do. Reload to see the result.',
    not_running: 'The flow has ended, so nothing can be decided in it. Submit again if it is needed.',
    not_allowed: 'This step cannot be answered like that. Use the buttons of the task.',
    opinion_required: 'Please write your opinion before you submit.',
    already_there: 'This person has a task in this step already. Choose somebody else.',
    bad_target: 'That is not possible here. Choose another person or another step.',
    too_late:
      'It has gone on in the meantime, so this can no longer be undone. Ask for it to be returned instead.',
    too_soon: 'Everybody was urged a short while ago. Please wait a little.',
    missing_choice: 'Please choose who does the step "{node}".',
    nobody_to_ask:
      'Nobody is there today who could do the step "{node}", so it cannot be sent. Ask an administrator to name somebody.',
    validation: 'The step needs "{field}". Please fill it in.',
    no_waiter: 'No step of the flow waits for the event "{event}" now.',
    record_locked: 'A flow runs on this document, so it stays. End the flow first.',
    unmapped: 'The other version has no step in place of "{node}". Say which step takes its place.',
    people_not_named:
      'The result of this formula is no text, so it names no role. Let it give the key of a role, for example by a decision table.',
    no_assignee: 'Nobody is set to do this step. Choose people, a role, or a field that holds a person.',

    // Registers and vouchers at work
    insufficient_balance:
      'Not enough[ of {labels}]: {balance} in the balance, {wanted} wanted, {short} short. Reduce the quantity, or enter what is missing first.',
    negative_value:
      'The amount of the balance would go below zero[ ({amount})]. Check the cost that is given.',
    cost_unknown:
      'There is no balance to take the cost from, and no cost is given. Enter an opening balance, or fill in the unit cost.',
    dimension_blank:
      '"{dimension}" is missing for the register "{register}". Fill in the field it comes from.',
    resource_blank:
      'There is no quantity or amount to post[ to "{register}"]. Fill in the field it comes from.',
    bad_direction:
      '"{value}" is no direction; only in (more) and out (less) are. Ask an administrator to check the formula of the direction.',
    negative_movement:
      'A quantity to post cannot be negative ({value}). Enter it without the minus; the document decides the direction.',
    too_many_decimals: '{value} has too many decimals; {scale} fit here. Round it first.',
    too_many_digits: '{value} is too large for the register. Check for a digit too many.',
    business_date_blank: 'The business date is missing; please fill it in.',
    voucher_unbalanced:
      'The voucher does not balance: debit {debit}, credit {credit}. Ask an administrator to check how the voucher is made.',
    nothing_to_split_by: 'Everything to split by is zero. Give at least one line a value above zero.',
    negative_weight: 'What is split by cannot be negative; make it zero or more.',
    no_driver: 'Nobody used what {name} is handed out by. Report it, or choose another driver.',
    bill_cycle:
      'These bills of materials need each other in a circle: {items}. Take one of them out of another.',
    bad_bill:
      'The bill of {item} makes nothing, loses all that it takes, or gives its by-products more than it costs.',
    no_price: '{item} is neither made nor priced. Give it a price or a bill of materials.',
    return_to_other_organisation:
      'It left the books of {from} and cannot come back to those of {organisation}. Take it back in {from}, then hand it on to {organisation} with a transfer.',
    return_exceeds_original:
      'More is given back than the original moved, counting what was given back before. Lower the quantity.',
    used_since:
      '[{labels}: ]later documents have used it: {balance} left in "{register}", {wanted} to take back, {short} short. Reverse those documents first.',
    returned_since: 'Part of it was given back since, so it cannot be undone. Reverse those documents first.',
    already_reversed: 'It has been reversed before, and that can be done once.',
    standard_stays: 'A standard cost is not undone. Set the one that was there before once more.',
    layer_consumed:
      'Part of what it brought in has gone out again, so it cannot be undone. Return what is left instead.',
    recost_unbalanced:
      'Valuing {register} anew changes vouchers of {posting} on one side only. Name an account that takes the rest: `difference` beside the register, and its role in the list of accounts.',
    unknown_original: 'There is no {original} to refer to. Choose the document that this one is about.',

    // Designing: every definition
    unknown_kind: 'There is no kind of definition "{kind}"; there are {known}.',
    bad_value: 'This value[ of "{name}"] does not fit[; expected: {expected}]. Correct it.',
    bad_format: 'This is not written as it should be[ ("{name}")][; it must match {expected}]. Correct it.',
    bad_config: 'The settings are incomplete or wrong[: {reason}]. Complete them in the panel on the right.',
    unknown_keyword: 'There is no property "{name}". Delete it, or check the spelling.',
    keyword_missing: 'The property "{name}" is missing; add it.',
    too_few_items: 'There are too few entries[ in "{name}"][; at least {expected} are needed]. Add some.',
    too_many_items:
      'There are too many entries[ in "{name}"][; at most {expected} are allowed]. Delete some.',
    duplicate: '"{name}" stands here twice; delete or rename one.',
    duplicate_id: 'The id "{id}" stands here twice; give one of them another id.',
    duplicate_key: 'The key "{key}" stands here twice; give one of them another key.',
    bad_key:
      '"{name}" cannot be a key. Begin with a small letter and go on with small letters, digits or underscores.',
    reserved_name: '"{name}" is reserved for the system; choose another name.',
    definition_too_deep: 'It is nested too deeply; at most {max} levels. Make it simpler.',
    definition_too_large: 'It is too large[; at most {max} values]. Split it.',
    mask_needs_text:
      '"{field}" cannot be masked: only plain texts have ends to show. Hide it, or choose a field of text.',
    grant_needs_form:
      'States and conditions belong to one form. Write the grant for each form instead of for all of them.',
    grant_condition_too_far:
      'The condition of a grant reads fields of the header, the state and the user alone; "{field}" lies beyond. Repeat the value in a field of the form, or use another reach.',
    grant_gives_nothing:
      'The form has no action "{action}", so this gives nobody anything. Take it out, or choose one of the actions of the form.',
    unknown_form: 'There is no form "{form}". Make it first, or use one that exists.',
    owner_for_the_rest_missing:
      'Nobody looks after differences that fit none of the owners. Add one at the end with a role alone.',
    unknown_role: 'There is no role "{role}". Make it first, or use one that exists.',

    // Designing: forms
    titles_mismatch: 'There are {values} choices but {titles} titles. Give each choice one title.',
    limits_crossed: 'The minimum {min} is above the maximum {max}. Exchange or change them.',
    order_incomplete: 'The field "{field}" has no place in the form. Put it where it belongs.',
    several_sources: 'A field takes its value from one source, but here are: {keywords}. Keep one.',
    computed_field:
      '"{field}" is worked out by a formula and cannot be written. Choose another field, or remove the formula.',
    number_pattern:
      'The number pattern "{pattern}" is not right. Write it like PD-{seq:4}: exactly one sequence; for the date yyyy, yy, MM or dd, for the organisation organisation, in braces.',
    number_in_lines:
      'A field of the lines cannot be numbered by a pattern. Put the number into the head of the form.',
    fill_type:
      'The value to fill in is of the type {actual}, the field wants {expected}. Choose another source.',
    formula_result: 'The formula gives {actual}, but {expected} is wanted here. Change the formula.',
    cycle: 'The formulas of these fields need each other: {ring}. Break the ring at one of them.',

    // Designing: formulas
    formula_syntax: 'The formula is not well formed[ near "{found}"]. Check brackets, quotes and operators.',
    formula_unknown_variable:
      'The formula names a field "{name}" that does not exist.[ Was "{suggestion}" meant?] Check the name.',
    formula_unknown_function:
      'There is no function "{name}".[ Was "{suggestion}" meant?] Choose one from the list.',
    formula_arity: 'The function {name} takes {min} to {max} arguments, not {given}. Add or remove some.',
    formula_type:
      'A type in the formula does not fit[ at "{name}"]: {expected} is wanted[, not {given}]. Use another field, or convert it first.',
    formula_div_zero: 'The formula divides by zero. Check the divisor, or step around it with IF.',
    formula_domain:
      'This value is not accepted[ by the function {name}][: {value}]. Check what is passed in.',
    formula_overflow: 'The result of the formula is too large to be kept. Check the values it uses.',
    formula_limit: 'The formula goes over a limit: {what}[ (at most {max})]. Split it into several formulas.',
    formula_forbidden:
      'The formula uses something that is not allowed[: "{found}"]. Use what the list of functions offers.',
    formula_name_taken:
      'The name "{name}" belongs to a function of the formula language. Give the formula another key.',
    formula_test_failed:
      'The test "{test}" of the formula gives {actual}, but {wanted} is expected. Correct the formula or the test.',
    formula_test_answers: 'A test expects a value or an error, not both. Delete one of them.',
    unknown_formula_parameter: 'The formula has no parameter "{parameter}". Add it, or correct the name.',
    formula_cycle: 'The formulas need each other[: {ring}]. Break the ring at one of them.',

    // Designing: conditions
    condition_syntax:
      'The condition is not well formed[ near "{found}"]. Choose the field, the comparison and the value again.',
    condition_unknown_variable:
      'The condition uses a field "{name}" that does not exist.[ Was "{suggestion}" meant?] Choose the field again.',
    condition_unknown_operator:
      'There is no comparison "{name}".[ Was "{suggestion}" meant?] Choose one from the list.',
    condition_arity: 'The comparison "{name}" takes {min} to {max} values, not {given}. Add or remove some.',
    condition_type:
      'In the condition "{name}" wants {expected}[, not {given}]. Use another field, or change the value.',
    condition_div_zero: 'The condition divides by zero. Check the divisor.',
    condition_domain: 'The condition holds a value that cannot be used[: {value}]. Change it.',
    condition_overflow: 'A number in the condition is too large to be worked with. Make it smaller.',
    condition_limit:
      'The condition goes over a limit: {what}[ (at most {max})]. Split it into several rules.',
    condition_forbidden:
      'The condition uses something that is not allowed[: "{found}"]. Choose from the list of fields.',
    condition_cycle: 'The conditions need each other[: {ring}]. Break the ring at one of them.',

    // Designing: rules
    unknown_action_type: 'There is no kind of action "{type}". Choose one from the list.',
    action_phase:
      'The action "{type}" cannot stand in the phase "{phase}"; it can in {allowed}. Change the action or the phase.',
    bad_backlink: '"{field}" is no reference back to this document. Choose such a field of "{form}".',
    never_triggered:
      'With "{name}" this rule can never be triggered. Change the trigger, or remove that part.',
    rule_cycle: 'Rules trigger each other: {way}. Add a condition to one of them, or use another field.',
    record_cycle:
      'Rules make or change records in a ring that never ends: {way}. Break it, or let every rule in it fire once only.',
    group_modes_differ:
      'The rule "{other}" of the group "{group}" fires in another way. Choose "all" or "first" for all of them.',
    hides_required_field:
      'The rule may hide "{field}", which the form always asks for. While it is hidden it is not asked for and may stay blank. Check that nothing needs it then.',
    limit_needs_record:
      'The limit reads "{field}", but this rule is about no record, so it would always be blank. Name the dimension that holds the record, or write a limit without fields.',
    needs_record:
      'With this trigger there is no record at hand, so "{type}" cannot be used. Choose another action, or let the rule fire for each record.',
    bad_reference: '"{field}" does not refer to "{form}". Choose another field.',
    linkage_on_server:
      'The rule changes what a form shows, so it must run in the form. Let it run there or on both sides.',
    condition_never_holds: 'The condition contradicts itself and never holds. Check what it compares.',
    unknown_flow: 'There is no flow "{flow}" of "{form}". Choose another one.',
    bad_cron: 'The time "{value}" is wrong[ in {place}]. Write five parts: minute hour day month weekday.',
    threshold_record: 'The dimension "{dimension}" does not name records of "{form}". Change one of them.',
    occasion_name_taken:
      'The form has a field "{field}", which is also the name of what the trigger brings. Use another form, or rename the field.',
    rules_write_same_field:
      'The rule "{other}" writes the same field "{field}", and nothing says which goes first. Give them different priorities.',
    cron_or_every: 'A schedule has either a cron text or a length of time, never both. Remove one.',
    trigger_alone:
      'A rule that waits for "{event}" waits for nothing else. Put the other events into a rule of their own.',
    phase_event:
      'A rule with this trigger cannot stand in the phase "{phase}"; it can in {allowed}. Change the phase or the trigger.',
    default_on_create:
      'Initial values are for new records only. Wait for "create" and "open" only, or change the phase.',
    effective_reversed: 'The rule takes effect on {from}, after it ends on {to}. Correct the days.',
    rule_test_failed:
      'The test "{test}" fails: ["{field}" ]should be {expected} and is {actual}.[ The rule does not wait for the event "{event}".] Correct the rule or the test.',
    unknown_posting: 'There is no posting "{posting}". Make it first, or use one that exists.',

    // Designing: decision tables
    ...enTables,

    // Designing: flows
    ...enChanges,
    ...enConnections,
    ...enNotifications,
    ...enCosting,
    ...enExchange,
    ...enForms,
    ...enTemplates,
    ...enPostings,
    ...enLayers,
    ...enPromotion,
    ...enFlows,

    // Designing: registers
    valued_resources: 'A valued register needs exactly one quantity and one amount. Correct its resources.',
    valued_needs_quantity_and_amount:
      'A valued register needs exactly one quantity and one amount. Correct its resources.',
    turnover_has_no_balance:
      'A turnover register has no balances, so this does not apply to it. Use a balance register, or remove this setting.',
    unknown_costing_method: 'There is no costing method "{valuation}". Choose one from the list.',
    text_dimension_with_form:
      'The dimension "{dimension}" is a text and cannot name a form. Remove the form, or make it a reference.',
    reference_without_form: 'The dimension "{dimension}" is a reference; say to which form.',
    register_dimension_changed:
      'The register "{register}" holds movements, so its dimension "{dimension}" cannot be changed. Make a new register.',
    register_resource_changed:
      'The register "{register}" holds movements, so "{resource}" cannot be changed. Make a new register.',
    register_policy_changed:
      'The register "{register}" holds movements, so "{policy}" cannot be changed. Make a new register.',
    new_dimension_required:
      'The register "{register}" holds movements, so the new dimension "{dimension}" cannot be required. Make it optional.',
    unknown_register: 'There is no register "{register}". Make it first, or use one that exists.',
    unknown_dimension:
      'The register "{register}" has no such dimension[ ("{dimension}")]. Choose one of its dimensions.',
    unknown_resource:
      'The register "{register}" has no such resource. Choose one of its quantities or amounts.',

    // Designing: postings
    unknown_lines_field: 'The form has no table of lines "{field}". Choose another one.',
    dimension_missing:
      'The required dimension "{dimension}" of the register "{register}" is not given. Add a formula for it.',
    dimension_type_mismatch:
      'The formula gives {type}, which does not fit the dimension. Let it give the record that the dimension refers to.',
    direction_not_text: 'The formula of the direction must give the text in or out, not {type}. Change it.',
    resource_missing: 'The quantity or amount to post[ ("{resource}")] is not given. Add a formula for it.',
    resource_not_number: 'The formula of a quantity or amount must give a number, not {type}. Change it.',
    register_not_valued: 'The register "{register}" is not valued, so it takes no cost. Remove the cost.',
    cost_is_from_pool:
      'The register works out the cost, so "{resource}" cannot be given. Remove it, or let the document give the cost.',
    business_date_not_a_date:
      'The business date must be a date field; "{field}" is none. Choose another field.',
    unknown_movement: 'There is no movement "{movement}". Choose one of the movements of this posting.',
    unknown_account: 'There is no account "{account}". List it among the accounts of the posting first.',
    unknown_account_role: 'No account plays the role "{role}". Name one in the list of accounts.',
    voucher_one_sided: 'The voucher has one side only. Add the other side.',
    voucher_resource_not_amount: 'The voucher must take an amount; "{resource}" is none. Choose another one.',
    voucher_direction_missing:
      'The movement "{movement}" may go in or out. Say which of them the voucher takes.',
    voucher_direction_never:
      'There is never a movement in this direction, so this line is never made. Change the direction, or delete the line.',
    voucher_amount_not_number: 'The formula of the amount must give a number. Change it.',
    voucher_balance_unproven:
      'It cannot be proved beforehand that the voucher[ "{voucher}"] balances. Posting will check it and refuse when it does not.',
  },
  words: {
    types: {
      any: 'any value',
      array: 'a list',
      blank: 'a blank',
      boolean: 'yes or no',
      date: 'a date',
      datetime: 'a date and time',
      integer: 'a whole number',
      list: 'a list',
      null: 'nothing',
      number: 'a number',
      object: 'a set of properties',
      record: 'one record',
      reference: 'a reference',
      same: 'the same type on both sides',
      string: 'a text',
      table: 'a table of lines',
      text: 'a text',
      value: 'a single value',
    },
    limits: {
      depth: 'too many levels',
      digits: 'too many digits',
      length: 'too long',
      nesting: 'nested too deeply',
      nodes: 'too many parts',
      steps: 'too many steps of work',
      text: 'too long a text',
      unary: 'too many signs in a row',
    },
    failures: {
      ARITY: 'wrong number of arguments',
      CYCLE: 'formulas that need each other',
      DIV_ZERO: 'division by zero',
      DOMAIN: 'value out of range',
      FORBIDDEN: 'not allowed',
      LIMIT: 'over a limit',
      OVERFLOW: 'result too large',
      SYNTAX: 'not well formed',
      TYPE: 'wrong type',
      UNKNOWN_FUNCTION: 'unknown function',
      UNKNOWN_VARIABLE: 'unknown field',
    },
    reasons: enTableReasons,
    values: { true: 'yes', false: 'no', nothing: 'nothing' },
    comma: ', ',
  },
};
