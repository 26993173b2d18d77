import type { Sentences } from '@dougong/kernel/messages';

/** Jobs, imports and exports. */
export const enExchange: Sentences = {
  // Jobs
  job_is_over: 'This job is over already, so there is nothing to cancel. Look at its result.',
  job_of_nobody: 'Whoever asked for this job may no longer work here. Let somebody else ask for it again.',
  job_given_up:
    'The job broke off several times at the same place and was given up; what it had done stays. Tell an administrator its id.',
  unknown_job_kind: 'This installation no longer knows this kind of job. Ask for it anew.',
  file_too_large: 'The file has more than {max} MB. Split it and bring the parts one after another.',
};
