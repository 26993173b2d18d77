import type { Sentences } from '@dougong/kernel/messages';

/** Sentences about accounts, sessions and keys, for people who read English. */
export const enIdentity: Sentences = {
  // Passwords
  password_too_short: 'The password is too short: {length} characters. Choose one of at least {min}.',
  password_common:
    'This password is one of those that are tried first. Choose one that nobody else thinks of.',
  password_tells_owner: 'The password says little more than the login or the name. Choose another one.',
  password_used_before: 'This password was used before. Choose a new one.',
  password_wrong: 'The password is wrong. Check capital letters and enter it again.',
  password_change_required: 'The password must be changed. Choose a new one.',
  account_without_password: 'This account has no password; its owner signs in with a provider outside.',

  // Second factors
  code_required: 'Enter the code that your authenticator shows, or a recovery code.',
  wrong_code: 'The code is wrong or was used already. Wait for the next one and enter it.',
  second_factor_setup:
    'A second factor is asked for. Add the secret to an authenticator and enter the code that it shows.',
  second_factor_there: 'A second factor is set up already. Remove it first.',
  second_factor_required: 'The installation asks for a second factor, so it cannot be removed.',
  secret_key_missing:
    'The engine has no key to lock secrets with. Ask an administrator to set DOUGONG_SECRET_KEY.',
  secret_key_other:
    'The secret was locked with another key than the engine has. Ask an administrator to set the earlier DOUGONG_SECRET_KEY.',

  // Keys of programs
  key_from_elsewhere:
    'This key may not be used from {ip}. Ask an administrator to add the address to the key.',
  beyond_key_scope: 'This key may not do that. Ask an administrator for a key whose scope has it.',
  key_not_in_use: 'The key is revoked or was replaced already. Make a new one.',
  not_an_address: '"{address}" is neither an address nor a network. Write it as 192.0.2.7 or 192.0.2.0/24.',
  key_expired_already: 'The key would have expired already. Choose a later day.',

  // People
  stale_policy:
    'Somebody else has changed these rules in the meantime. Load them again and look at what they say now.',
  last_administrator: 'Nobody would be left who administers. Give somebody else that role first.',
  invitation_over: 'The link was used already, or its time is over. Ask an administrator for a new one.',
  people_columns_missing: 'The first row must name at least the columns "login" and "name". Add them.',
  people_too_many: 'There are more than {max} people in the file. Split it.',
  login_unusable:
    '"{value}" cannot be a login. Use letters, digits, dots, hyphens, underscores or an address of mail.',
  login_of_program: '"{value}" is the login of a program. Give the person another one.',
  login_twice: '"{value}" stands in the file twice. Keep one row.',
  person_name_missing: 'The name is missing or longer than 100 characters. Write it.',
  email_unusable: '"{value}" is not an address of mail. Write it as name@example.com.',
  unknown_department_name: 'There is no department "{value}". Write its name as the organisation has it.',
  unknown_post_name: 'There is no post "{value}". Write its name as the organisation has it.',
  unknown_role_name: 'There is no role "{value}". Write its name as the list of roles has it.',

  // Providers outside
  provider_unreachable: 'The sign-in provider does not answer. Try again, or sign in with a password.',
  outside_attempt_over: 'Signing in took too long or was begun in another window. Begin again.',
  outside_refused:
    'The sign-in provider did not let you in ({reason}). Begin again, or ask an administrator.',
  outside_person_unknown: 'Nobody here is linked to this identity. Ask an administrator for an account.',
  outside_person_left: 'The account is switched off. Ask an administrator.',
  outside_person_unnamed: 'The provider tells no name that could be a login. Ask an administrator.',
  outside_login_taken:
    'There is an account "{login}" already. Sign in with its password and link the provider in your account.',
  outside_linked_already: 'This identity is linked to an account already.',
};
