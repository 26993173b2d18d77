import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys } from '../identity/keys/api-keys.js';
import type { KeyView } from '../identity/keys/key.wire.js';
import { ServiceAccounts } from '../identity/keys/service-accounts.js';
import { SubjectStore } from '../identity/subject-store.js';
import type { KeyScope } from '../identity/subject.js';
import { Invitations } from '../people/invitations/invitations.js';
import { AS_OPTION } from './as-administrator.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { inWords } from './terminal-language.js';
import { withApplication } from './with-application.js';

const MS_PER_DAY = 86_400_000;

export const keyListCommand: CliCommand = {
  words: ['key', 'list'],
  summary: 'list API keys: whose they are, what they may do, when they were used',
  positionals: [],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const keys = await app.get(ApiKeys, { strict: false }).list();
      if (input.flags.has('json')) input.terminal.out(JSON.stringify(keys));
      else for (const key of keys) input.terminal.out(lineOf(key));
      return DONE;
    }),
};

export const keyCreateCommand: CliCommand = {
  words: ['key', 'create'],
  summary: 'make a key of a service account; it is printed once',
  positionals: ['LOGIN', 'NAME'],
  flags: {
    'read-only': 'nothing is changed with it',
    scim: 'opens the directory of people, and nothing else',
  },
  options: {
    ...AS_OPTION,
    forms: 'keys of forms that it reaches, parted by commas; all when left out',
    days: 'how many days it is good; without an end when left out',
  },
  run: create,
};

export const keyRotateCommand: CliCommand = {
  words: ['key', 'rotate'],
  summary: 'make a new key in place of one, named by its id or beginning; the old one is good for a day',
  positionals: ['KEY'],
  flags: {},
  options: AS_OPTION,
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const keys = app.get(ApiKeys, { strict: false });
      const { id } = await keys.find(input.positionals[0] ?? '').catch(noSuchKey);
      const fresh = await keys.rotate(await administratorOf(app, input), id);
      input.terminal.out(input.flags.has('json') ? JSON.stringify(fresh) : fresh.key);
      return DONE;
    }),
};

export const keyRevokeCommand: CliCommand = {
  words: ['key', 'revoke'],
  summary: 'end a key, named by its id or beginning, at once',
  positionals: ['KEY'],
  flags: {},
  options: AS_OPTION,
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const keys = app.get(ApiKeys, { strict: false });
      const { id } = await keys.find(input.positionals[0] ?? '').catch(noSuchKey);
      await keys.revoke(await administratorOf(app, input), id);
      input.terminal.err(inWords('密钥已吊销。', 'The key is revoked.'));
      return DONE;
    }),
};

/** The way in when every other one is shut: whoever may read the database makes a link for an administrator. */
export const userInviteCommand: CliCommand = {
  words: ['user', 'invite'],
  summary: 'print a link by which somebody chooses a new password; good once, for a week',
  positionals: ['LOGIN'],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const subject = await personCalled(app, input.positionals[0] ?? '');
      const invitations = app.get(Invitations, { strict: false });
      const invitation = await invitations.invite({ actor: null, channel: 'cli' }, subject.id);
      input.terminal.out(input.flags.has('json') ? JSON.stringify(invitation) : invitation.link);
      return DONE;
    }),
};

function create(input: CommandInput): Promise<ExitCode> {
  return withApplication<ExitCode>(input, async (app) => {
    const [login = '', name = ''] = input.positionals;
    const accounts = await app.get(ServiceAccounts, { strict: false }).list();
    const account = accounts.find((each) => each.login === login);
    if (!account)
      throw new CommandFailed(
        inWords(
          `没有服务账号“${login}”。请先建好。`,
          `There is no service account "${login}". Make it first.`,
        ),
      );
    const fresh = await app
      .get(ApiKeys, { strict: false })
      .make(await administratorOf(app, input), account.id, {
        name,
        scope: scopeOf(input) as never,
        expiresAt: endOf(input.options.get('days')),
      });
    input.terminal.out(input.flags.has('json') ? JSON.stringify(fresh) : fresh.key);
    return DONE;
  });
}

function scopeOf({ flags, options }: CommandInput): KeyScope | null {
  if (flags.has('scim')) return { scim: true };
  const forms = options.get('forms')?.split(',');
  if (forms === undefined && !flags.has('read-only')) return null;
  return {
    forms: (forms ?? ['*']).map((form) => ({ form: form.trim(), actions: ['*'] })),
    ...(forms === undefined ? { registers: ['*'] } : {}),
    ...(flags.has('read-only') ? { readOnly: true } : {}),
  };
}

function endOf(days: string | undefined): string | null {
  if (days === undefined) return null;
  if (!/^[1-9]\d{0,3}$/.test(days))
    throw new CommandFailed(
      inWords('--days 要写天数，例如 90。', 'Write --days as a number of days, like 90.'),
    );
  return new Date(Date.now() + Number.parseInt(days, 10) * MS_PER_DAY).toISOString();
}

async function administratorOf(app: INestApplicationContext, { options }: CommandInput) {
  const login = options.get('as');
  const subject =
    login === undefined ? undefined : await app.get(SubjectStore, { strict: false }).byLogin(login);
  if (!subject?.rights.administer)
    throw new CommandFailed(
      inWords(
        '请用 --as 写明以哪位管理员的身份来做。',
        'Say with --as LOGIN in which administrator\u2019s name it is done.',
      ),
    );
  return { actor: subject.id, channel: 'cli' as const };
}

async function personCalled(app: INestApplicationContext, login: string) {
  const subject = await app.get(SubjectStore, { strict: false }).byLogin(login);
  if (!subject)
    throw new CommandFailed(inWords(`没有在岗的“${login}”。`, `There is nobody active called "${login}".`));
  return subject;
}

function noSuchKey(): never {
  throw new CommandFailed(inWords('没有这个密钥。', 'There is no such key.'));
}

function lineOf({ prefix, name, account, expiresAt, lastUsedAt, revokedAt }: KeyView): string {
  const state = revokedAt === null ? (expiresAt ?? '-') : 'revoked';
  return [prefix, account.login, name, state, lastUsedAt ?? '-'].join('\t');
}
