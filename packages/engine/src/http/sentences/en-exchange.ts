import type { Sentences } from '@dougong/kernel/messages';

/** Jobs, imports and exports. */
export const enExchange: Sentences = {
  // Jobs
  job_is_over: 'This job is over already, so there is nothing to cancel. Look at its result.',
  job_has_not_failed: 'Only a job that failed can go on; this one has not. Reload and look at its result.',
  job_of_nobody: 'Whoever asked for this job may no longer work here. Let somebody else ask for it again.',
  job_given_up:
    'The job broke off several times at the same place and was given up; what it had done stays. Tell an administrator its id.',
  unknown_job_kind: 'This installation no longer knows this kind of job. Ask for it anew.',
  job_is_settled:
    'What cannot be taken back is done, so this job is no longer cancelled. Wait for its end; then undo what it did, for example by restoring the release before.',
  step_checking: 'Checking definitions',
  step_comparing: 'Comparing with what is installed',
  step_scenario_ground: 'Preparing a trial copy for the scenarios',
  step_scenario: 'Scenario {at} of {of}: {title}',
  step_tables: 'Preparing tables',
  step_flow_tests: 'Trying the tests of flows',
  step_switching: 'Switching to the new release',
  step_finishing: 'Finishing',
  step_seeds: 'Loading data',
  step_drill_backup: 'Making a backup for the drill',
  step_drill_server: 'Starting a server for the drill',
  step_drill_restore: 'Restoring tables',
  step_drill_compare: 'Comparing rows and verifying the ledger',
  step_drill_engine: 'Starting an engine and reading as people do',
  file_too_large: 'The file has more than {max} MB. Split it and bring the parts one after another.',

  // Files of records
  upload_too_large:
    'The file has more than {max}, the most that this field takes. Make it smaller and upload it again.',
  file_empty: '"{name}" is empty. Choose another file.',
  file_type_refused:
    '"{name}" is not taken: its kind is not allowed here, or its content is not what its name says. This field takes {accepted}.',
  signature_invalid:
    '"{name}" is no drawing of a signature: a whole PNG picture of at most {width} × {height} dots is wanted. Sign again.',
  too_many_uploads:
    'You have {max} uploads that no record uses yet. Save the records that they are for, or wait a day.',

  // Imports
  file_unreadable:
    'The file cannot be read as a sheet[ ({reason})]. Save it again as .xlsx or as CSV in UTF-8, without a password, and bring that.',
  too_many_columns: 'The sheet has more than {max} columns. Remove those that are not needed.',
  too_many_rows: 'The file has more than {max} rows. Split it and bring the parts one after another.',
  too_many_rows_at_once:
    'All rows or none is offered for up to {max} rows. Split the file, or let the good rows in by themselves.',
  upload_missing:
    'The request brings no file. Send the file itself as the body, with Content-Type text/csv or application/octet-stream.',
  unknown_sheet: 'There is no sheet {sheet}; the file has {sheets}. Choose one of them.',
  nothing_mapped: 'No column goes to a field. Choose the header row, or assign the columns.',
  target_twice: 'Two columns go to the field "{field}". Leave one of them out.',
  import_keys_missing:
    'To change records it must be known by which column they are met. Assign the code or the ID, or name the key fields.',
  import_key_not_mapped:
    '"{field}" is to be a key, but no column goes to it. Assign a column, or choose another key.',
  import_repeated: '"{value}" stands in row {row} of this file already. Keep one of the two rows.',
  import_owner_unknown:
    'No document of this file is called "{value}". Write its name as on the first sheet, or add it there.',
  import_key_ambiguous:
    'Several records have this key, so it is not clear which one is meant. Use another key, such as the ID.',
  import_not_found:
    'There is no record with this key that you may see. Correct the key, or let missing records be made.',
  import_key_blank: 'The key is blank, so no record can be found. Fill it in.',
  name_ambiguous: 'Several are called "{value}". Write the code or the login instead.',
  name_unknown: 'There is nothing called "{value}". Correct the code or the name, or make that record first.',
  import_under_way: 'This import is still under way. Cancel it or wait for its end, then take it back.',
};
