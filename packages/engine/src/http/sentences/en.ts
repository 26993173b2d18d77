import type { Sentences } from '@dougong/kernel/messages';
import { enAccess } from './en-access.js';
import { enApi } from './en-api.js';
import { enConnections } from './en-connections.js';
import { enBackup } from './en-backup.js';
import { enDoctor } from './en-doctor.js';
import { enExchange } from './en-exchange.js';
import { enChannels } from './en-channels.js';
import { enIdentity } from './en-identity.js';

/** Sentences of the HTTP edge for people who read English; those of the kernel's codes stand in the kernel. */
export const en: Sentences = {
  // Requests
  invalid: 'Some of it does not fit, so nothing was saved. Correct each place that is named.',
  internal_error:
    'Something went wrong on our side; no data were changed. Try again, and if it stays, tell an administrator the request id.',
  malformed_json: 'This is not valid JSON[: "{file}"][ ({reason})]. Check commas, quotes and brackets.',
  malformed_request: 'The server cannot read this request. Compare it with the description of the API.',
  body_too_deep:
    'The content is nested too deeply to be read. Send lists and objects at most 200 levels deep.',
  body_too_large: 'The content is too large to be taken. Send it in several parts.',
  unsupported_media_type: 'Only JSON is taken. Set Content-Type to application/json.',
  busy: 'Somebody is working on the same data, so this was not saved. Try again in a few seconds.',
  took_too_long: 'It took too long and was stopped; nothing was saved. Try a smaller range.',
  overloaded: 'Too many people are working right now, so this was not done. Try again in a few seconds.',
  database_unreachable: 'The database does not answer. Ask an administrator whether it is running.',
  body_unknown:
    'There is no "{name}" here[; known: {known}].[ Was "{suggestion}" meant?] Rename it or leave it out.',
  body_missing: '"{name}" is missing. Add it.',
  bad_shape: 'The shape is not right[; expected: {expected}]. Compare it with the description of the API.',
  bad_date: '"{value}" is not a date; write it as 2026-11-20.',
  value_unreadable:
    'A value is too large or not written as its kind asks, so nothing was saved. Check numbers, dates and texts.',
  bad_text: 'The text is too long; at most {max} characters. Shorten it.',

  // Queries
  bad_query: 'The query does not fit; correct each place that is named.',
  bad_parameter: 'The value of the parameter "{name}" does not fit[; it may be {expected}]. Change it.',
  unknown_parameter: 'There is no parameter "{name}".[ Was "{suggestion}" meant?] Check the spelling.',
  unknown_operator: 'The field "{field}" cannot be filtered with "{operator}"; it knows {known}.',
  too_many_filters: 'There may be {max} filters at most; remove some.',
  unknown_list: 'There is no list "{list}"[; there are {known}]. Choose another one.',
  sort_not_offered: 'The list cannot be sorted by "{field}"; it can by {offered}.',
  too_many_sorts: 'A list is sorted by {max} fields at most; leave some out.',
  sorted_twice: 'The list is sorted by "{field}" already; name it once.',
  sort_needs_filter:
    'More than {max} records are found, and no list has them in the order of {fields}. Filter them, sort by the first field alone, or let a designer give a list of the form this order, which makes an index for it.',
  bad_cursor: 'The page cursor is no longer valid. Start from the first page.',
  cursor_of_other_query: 'The page cursor belongs to another filter or sort. Start from the first page.',
  list_condition_part:
    'The condition of a list cannot look at "{part}" inside the field "{field}". Keep it in a field of its own and compare that, or filter the list.',
  list_condition_unsupported:
    '"{found}" cannot be used in the condition of a list. Ask an administrator to compare a field with a value instead.',

  search_unsupported:
    '"{found}" cannot be used in the condition that looks for other records. Compare a field with a value instead.',

  // Trying formulas and conditions
  record_or_id: 'Give either the id of a record or the values of one.',
  rule_reads_hidden:
    'The rule "{rule}" reads or writes fields that you may not see, so it cannot be tried out here.',
  nothing_to_replay: 'There is no draft of a rule to replay. Change a rule first, or send its definition.',
  computed_from_hidden:
    'The field "{field}" is worked out from fields that you may not see, so it is not worked out from values of your own. Name a record instead.',

  // Trials of flows
  flow_starts_inside: 'No action of the form starts this flow; it runs inside of others. Try one of those.',
  trial_time_past: 'In the trial it is {now} already. Choose a later time.',
  trial_out_of_time: 'The trial took longer than {seconds} seconds and was stopped. Try fewer steps.',
  nothing_due: 'Nothing is waiting for its time to come. Say how long to wait.',
  no_call_waits: 'The step "{node}" waits for no outside call. Choose the step that does.',
  match_unknown_field:
    'Records cannot be looked for by[ "{field}"][ in "{form}"]. Name a field of the form and its value.',
  match_not_one: 'Not exactly one record of "{form}" fits, but {count}. Describe the one that is meant.',

  flow_test_failed: 'The test "{test}" fails: {difference} Change the flow, or the test.',
  flow_test_people: 'The test "{test}" was not played: {difference} Assign people, or change the test.',
  flow_test_status: 'The flow should be "{expected}", but is "{found}".',
  flow_test_state: 'The record should be in the state "{expected}", but is in "{found}".',
  flow_test_path: 'It should go over {expected}, but went over {found}.',
  flow_test_open: 'Open should be {expected}, but open is {found}.',
  flow_test_refused: 'Refused should be {expected}, but refused was {found}.',
  flow_test_notified: 'Told should be {expected}, but told were {found}.',
  test_people_missing: 'Nobody is there today for {expected}.',
  test_records_missing: 'The records that its sample refers to are not there.',

  // Signing in and rights
  not_signed_in: 'Please sign in first.',
  wrong_password: 'The login or the password is wrong. Check capital letters and enter them again.',
  too_many_tries: 'Too many wrong passwords. Try again in {seconds} seconds.',
  forbidden: 'You may not do this. An administrator can grant it in a role.',
  hidden: 'It was not found, or you may not see it. Go back to the list and open it again.',
  assistants_off:
    'Assistants are switched off here. An administrator can allow them with the variable DOUGONG_ASSISTANTS=1.',
  assistants_post_only: 'Every message of an assistant is a POST; there is no stream and no session to end.',
  assistants_version: 'Version {version} of the protocol is not spoken here; these are: {supported}.',
  nobody_left:
    'Nobody would have the right "{right}" any more: today it comes from the role "{role}" alone. Give somebody another role with this right first.',
  foreign_page:
    'The request does not come from a page of this system and was refused. Work inside this system.',

  // Rules
  asks_without_end:
    "The rules set each other off and were not done after {max} readings; nothing was saved. Ask an administrator to look at rules that change each other's records.",
  hook_token_wrong:
    'The token for this address is wrong, or it takes signed calls only; nothing was taken. Ask an administrator.',
  hook_signature_wrong:
    'The signature is wrong, or its time is more than 5 minutes off; nothing was taken. Check the secret, the clock, and that the body is sent as it was signed.',
  rule_on_schedule: 'Rule "{rule}", on schedule',
  rule_on_threshold: 'Rule "{rule}", a balance crossed its limit',
  rule_on_webhook: 'Rule "{rule}", called from outside',
  rule_at_work: 'Rule "{rule}"',
  occasion_retried: 'Tried the rule "{rule}" again',
  occasion_skipped: 'Let the failed rule "{rule}" be',
  occasion_never_ended:
    'Each time the rule began, the engine stopped before it was done. Find out why in the log, then have it tried again.',
  occasion_done: 'The rule has been carried out meanwhile, so there is nothing left to do. Reload the list.',
  too_many_calls: 'Too many calls of this address within a minute. Go on in {seconds} seconds.',
  too_many_secrets: 'There are {max} secrets already. End one of them first.',

  // Versions and repetition
  if_match_required: 'Say in If-Match which version you opened.',
  bad_if_match: 'If-Match is malformed. Send back the ETag as it was read.',
  stale: 'Somebody has changed it since you opened it. Reload, check and change it again.',
  stale_release: 'Somebody has published since your check. Reload, check and publish again.',
  passed: 'The state has moved on, so this cannot be done any more. Reload.',
  bad_idempotency_key:
    'The Idempotency-Key is malformed. Use 1 to 200 visible ASCII characters without spaces.',
  key_reused: 'The same Idempotency-Key was used for another request. Give the new request a key of its own.',
  already_posted: 'This document has been posted already and is posted once only. Reload to see the result.',
  in_use: 'Other records still use it, so it cannot be deleted. Change or delete those first.',
  not_unique: 'This value exists already and must be unique. Choose another one.',
  unique_has_duplicates:
    'Records of "{form}" that are there already have the same {fields}, so they cannot be made unique. Mend those records first, or narrow the key by a condition.',
  not_unique_said: '{message}',
  not_unique_together:
    'There is a record with the same {fields} already. Change one of them, or open that record.',
  source_too_large: '"{source}" has more than {max} rows in this period. Narrow it by a date or a state.',
  settlement_unfinished:
    'Documents that settle the official version[ of {month}] are still to be made[: {open}]. Make that version official again; what stands is not made twice.',
  cost_run_not_official:
    'No version of the costs of {month} is official ("{allocation}"). Make one official before closing, if costs are run by it.',
  period_not_open:
    '{date} is outside the open periods ({first} to {last}). Change the date, or ask finance to open that period.',
  period_closed_already:
    'It is closed through {through} already. Choose a later day, or reopen what should be open first.',
  period_open_already: 'It is open already; there is nothing to reopen.',
  period_not_closable:
    'The books cannot be closed through {through} yet. Put in order what is named, then close again.',
  postings_unfolded:
    '{postings} postings are not in the balances of the register "{register}" yet. Wait a moment and close again.',
  seals_behind:
    'More than {max} postings are not sealed yet. Wait until sealing has caught up; if it does not, look for a transaction that never ends.',

  // Designing and publishing
  not_publishable: 'The check found errors, so nothing was published. Correct each place that is named.',
  nothing_to_publish: 'There is nothing to publish.',
  draft_key_differs: 'The kind or key in the definition differs from the address. Make them the same.',
  field_retyped:
    'The field "{title}" cannot change from {from} to {to}: its values say nothing to the new type. Make a new field with another key.',
  retype_fails:
    '{count} values of the field "{title}" do not fit its new type. Correct those records, or keep the type. The first ones are listed.',
  key_of_removed_data:
    'The key "{field}" still holds the data of a removed field of another type. Choose another key, put the old field back, or purge its data first.',
  used_by_running:
    '{count} running instances of the flow "{title}" (release {release}) still go by it. Let them end or migrate them first.',
  purge_not_confirmed: 'What is purged is gone for good. Repeat its name to confirm: {name}.',
  purge_referred: 'Other kept data refers to the records of "{name}": {by}. Purge that first.',
  part_in_use: '"{name}" is in use again, so its data cannot be purged. Remove it and publish first.',
  publish_under_way:
    'Somebody is publishing[ release {release}] at the moment. Wait until that publish has ended, then look at what changed and publish again.',
  publish_blocked:
    'Others hold the table[ "{table}"] all the time, so it could not be changed; nothing was published. Publish again when there is less going on.',

  // Organisation
  progress_not_offered:
    '"{form}" offers no public progress. Switch it on in the design of the form and name the fields that may be seen.',
  progress_links_many: 'There are {max} good links to this record already. Revoke those that nobody needs.',
  unknown_organisation:
    'There is no organisation "{organisation}" with books of its own. Mark the department as a company, a branch or a store.',
  organisation_has_books:
    'There are books of this organisation: the mark cannot be taken off, nor the department deleted.',
  organisation_needs_session:
    'Only somebody who has signed in chooses an organisation; a key works in that of its account.',
  unknown_department: 'There is no open department "{department}". Choose another one, or make it first.',
  unknown_post: 'There is no post "{post}". Choose another one, or make it first.',
  department_ring: 'The department would stand above itself. Choose another one to stand above it.',
  department_not_empty:
    '{members} people and {departments} departments are still in it. Move them to another department first.',
  post_held: '{holders} people hold this post, perhaps some who have left. Take it from them first.',
  deputy_of_oneself: 'Nobody stands in for himself. Choose somebody else.',
  deputy_period: 'The time ends before it begins. Correct when it begins or ends.',
  deputy_flow_unknown: 'There is no flow "{flow}". Choose another one, or none for all flows.',
  deputy_overlap:
    'Somebody stands in at this time already. Change that rule, or choose a time that does not overlap.',
  cannot_switch_off_yourself: 'You cannot switch yourself off. Ask another administrator to do it.',

  // Flows
  unknown_release: 'There is no release {release}. Choose one that was published.',
  stuck_no_branch:
    'No line of {nodes} can be taken: no condition holds and there is no line for all other cases.',
  stuck_no_assignee: 'Nobody was found for {nodes}. Reassign it, or go on at another step.',
  stuck_loop_limit: 'The flow went in a circle without anybody acting, at {nodes}. Go on at another step.',
  stuck_action_failed: 'A step could not be carried out: {nodes}. Try it again, or pass over it.',
  stuck_inactive_people: '{nodes} waits for people who are not there any more: {people}. Reassign it.',

  // Templates
  not_a_template:
    'This folder is not a template that can be installed, so nothing was. Correct each place that is named.',
  file_missing: 'The file "{file}" is missing or cannot be read. Check the folder of the template.',
  file_name_differs: 'The name of the file "{file}" differs from the key "{key}". Make them the same.',
  file_unexpected:
    'Nothing reads the file "{file}". Put it into the folder of its kind, name it in the manifest if it is a seed, or delete it.',
  scenarios_failed:
    'Scenarios fail with these definitions, so nothing was changed: {scenarios}. Correct each place that is named, or leave the scenarios out.',
  scenarios_have_no_place:
    'Scenarios need databases of their own, and none can be made here, so nothing was changed. Give a role that may create databases in DOUGONG_SCENARIO_DATABASE_URL, or the owner role the right CREATEDB, or leave the scenarios out.',
  scenarios_cannot_begin:
    'The seeds with which the scenarios begin do not fit these definitions, so nothing was changed. Correct each place that is named, or leave the scenarios out.',
  scenarios_are_rule:
    'Every publish plays the scenarios here, so this one was not begun. Publish with them, or let somebody do it who administers.',
  gap_gone: 'There is no gap "{id}" (any more). Read the list again.',
  gap_without_fix:
    'Nothing is offered against the gap "{id}"; what is meant only a person knows. Correct it in its designer.',
  seed_without_user:
    'The seed record "{ref}" has no user who could enter it[ ({by})]. Add one to the seed users.',
  unknown_seed_reference: 'There is no seed record "{name}". Write the record that is referred to first.',
  templates_unfit:
    'The templates do not fit together, so nothing was changed. Each place is named with template and file.',
  template_conflicts:
    '{count} places were changed both here and by the template. Choose for each: keep mine, take theirs, merge, or a value of your own.',
  conflict_both_changed:
    'The {definitionKind} "{definition}" was changed here and by the template at the same place. Keep mine, take theirs, or give another value.',
  conflict_both_added:
    'In the {definitionKind} "{definition}" the same was added here and by the template, differently. Keep mine, take theirs, or merge.',
  conflict_removed_by_me:
    'In the {definitionKind} "{definition}" the template changes what was removed here. Leave it removed, or take theirs.',
  conflict_removed_by_template:
    'In the {definitionKind} "{definition}" the template removes what was changed here. Keep mine, or let it go.',
  conflict_order:
    'In the {definitionKind} "{definition}" the same was moved to different places here and by the template. Choose an order.',
  stale_templates:
    'Somebody has changed the installed templates meanwhile. Look at the preview again, then repeat it.',
  template_needed: '"{template}" cannot be removed: {templates} stand on it. Remove those first.',
  template_data_posted:
    'Documents of these forms stand in the ledger and must stay. Remove the template and keep the data.',
  form_posted: '"{form}" has {count} records, and some of them are posted. Keep the data.',
  package_too_large:
    'The package is too large: at most {files} files and {megabytes} MB unpacked. Leave out what the template does not need.',
  package_damaged:
    'This is not a whole template package. Get it again from where it came; each part that differs is named.',
  package_entry_missing: 'The package has no "{file}". Pack the template again.',
  package_entry_bad: '"{file}" may not stand in a package, or cannot be read. Pack the template again.',
  package_entry_differs:
    '"{file}" is missing, was added or was changed after packing. Get the package again.',
  package_entry_not_canonical: '"{file}" is not written as packages write it. Pack the template again.',
  package_signature_invalid:
    'The signature does not fit the package: it was changed after it was signed. Do not install it; get it again.',
  package_unsigned:
    'Nobody has signed this package. Allow unsigned packages if you know where it comes from.',
  package_untrusted:
    'The key {signedBy} that signed this package is not among the trusted ones (DOUGONG_TRUSTED_KEYS). Add it, or allow it this once.',
  package_differs_from_lock:
    '"{template}" {version} differs from the lock file. Take what is locked, or write the lock file anew.',
  nothing_to_export: 'Nothing is published yet, so there is nothing to export. Publish first.',
  sample_cleared: 'The sample data was cleared.',
  sample_without_form: 'Its form is not published any more; put the form back to remove it.',
  sample_posted:
    'It is posted and has no action that reverses it now. Reverse it by hand; it stays in the ledger.',
  sample_reversed: 'It was posted, so it was reversed; the document stays, without effect.',
  sample_in_ledger: 'The ledger names it, so it stays. Mark it as no longer used if it has such a state.',

  // Reconciliation
  cutoff_ahead: '{date} lies ahead, so nothing can be compared through it. Choose today or an earlier day.',
  data_set_missing: 'Nothing was pushed for the side "{side}" yet. Push its rows first, then ask for a run.',
  data_set_read: 'A run has read this set, so nothing can be added to it. Begin a new one.',
  side_not_pushed:
    'The side "{side}" is not one that is pushed. Push the other side, or change the reconciliation.',
  unknown_reason: 'There is no reason "{reason}". Choose one of the reconciliation.',
  unknown_remedy: 'There is no remedy "{remedy}". Choose one of the reconciliation, with the action "fix".',
  own_explanation: 'What you explained yourself is approved by somebody else. Ask another approver.',
  difference_passed:
    'The difference is in the state "{state}" and does not take "{act}" now. Look at it again.',
  red_differences_open:
    'The reconciliation "{definition}" has {differences} red differences that nobody has settled. Settle or approve them before closing.',
  ...enExchange,
  ...enChannels,
  ...enIdentity,
  // Drafts and releases
  release_name_taken:
    'Another release is called "{name}" already. Choose another name, or rename that one first.',
  operations_do_not_fit:
    'The operations do not fit what the definition says now, so none was carried out. Read it again and make them anew.',
  nothing_to_undo: 'Nothing was done to this draft since the last publish that could be taken back.',
  drafts_in_the_way:
    'There are drafts that this would throw away: {drafts}. Publish or discard them first, or ask to replace them.',
  drafts_need_rebase:
    'Others have published changes to definitions that these drafts were begun from: {drafts}. Rebase the drafts onto release {release} first.',
  rebase_conflict:
    '{definitionKind} "{definition}"[, {place}]: the draft says {mine}, release in force says {theirs}[; before it was {base}]. Keep one of them.',
  publish_request_open: 'A publish is waiting already. Wait until it is decided, or withdraw it first.',
  publish_request_decided: 'This publish was decided already. Reload to see by whom.',
  approval_without_approvers:
    'Nobody is named who approves. Name a role or a person, or switch approval off with null.',
  templates_need_approval:
    'A publish needs approval here, and a change of templates publishes at once, so nothing was changed. An administrator may switch approval off in the settings of publishing, change the templates, and switch it on again; history shows all three.',
  no_other_approver:
    'Nobody but you holds one of the roles that approve a publish: {roles}. Give one of them to somebody else.',
  own_publish_request: 'What you want published yourself is approved by somebody else. Ask another approver.',
  publish_time_out_of_reach:
    'A publish can be planned for later than {now}, at most {days} days ahead. Choose another time.',
  drill_no_answer:
    'The engine on the restored data answers {path} with {status}. Look into its log; the backup cannot be relied on.',
  backup_under_way: 'A backup is being made already. Wait until it is done; it is in the list of backups.',
  backup_no_folder:
    'No folder for backups is set. Set DOUGONG_BACKUP_DIR where the engine runs, or make one with "npx dougong backup create".',
  backup_failed: 'The backup failed. Its reason stands in the list of backups.',
  ...enAccess,
  ...enApi,
  ...enConnections,
  ...enBackup,
  ...enDoctor,
};
