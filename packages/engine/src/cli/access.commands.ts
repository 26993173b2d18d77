import { AccessChanges } from '../access/access-changes.js';
import { AccessWhy } from '../access/access-why.js';
import { bundleNameOf } from '../releases/definition-bundles.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { inWords, terminalLanguage } from './terminal-language.js';
import { withApplication } from './with-application.js';

export const accessWhyCommand: CliCommand = {
  words: ['access', 'why'],
  summary: 'tell why somebody may or may not, with every grant that was considered',
  positionals: ['LOGIN', 'FORM'],
  flags: {},
  options: {
    action: 'what he would do; read',
    record: 'id of a record',
    field: 'a field, or a column of lines: lines.cost',
  },
  run: why,
};

export const accessDiffCommand: CliCommand = {
  words: ['access', 'diff'],
  summary: 'tell what changed roles mean for people: between releases by number, `current` and `drafts`',
  positionals: ['FROM', 'TO'],
  flags: {},
  run: (input) =>
    withApplication<ExitCode>(input, async (app) => {
      const [from = '', to = ''] = input.positionals;
      const changes = app.get(AccessChanges, { strict: false });
      const found = await changes.between(
        bundleNameOf(from, 'FROM'),
        bundleNameOf(to, 'TO'),
        terminalLanguage(),
      );
      const nothing = inWords('没有人的权限会改变。', 'Nobody’s rights change.');
      show(input, found, found.changes.length === 0 ? [nothing] : found.changes.map(({ text }) => text));
      return DONE;
    }),
};

function why(input: CommandInput): Promise<ExitCode> {
  const { positionals, options } = input;
  const [user = '', form = ''] = positionals;
  if (user === '' || form === '')
    throw new CommandFailed(inWords('请写明登录名和表单。', 'Name the login and the form.'));
  const [record, field] = [options.get('record'), options.get('field')];
  const question = {
    user,
    form,
    action: options.get('action') ?? 'read',
    ...(record === undefined ? {} : { record }),
    ...(field === undefined ? {} : { field }),
  };
  return withApplication<ExitCode>(input, async (app) => {
    const answer = await app.get(AccessWhy, { strict: false }).answer(question, terminalLanguage());
    show(input, answer, [answer.text, ...answer.considered.map(({ path, text }) => `  ${path}  ${text}`)]);
    return DONE;
  });
}

function show({ terminal, flags }: CommandInput, whole: unknown, lines: readonly string[]): void {
  if (flags.has('json')) terminal.out(JSON.stringify(whole));
  else for (const line of lines) terminal.out(line);
}
