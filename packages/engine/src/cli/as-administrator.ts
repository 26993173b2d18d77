import type { INestApplicationContext } from '@nestjs/common';
import { SubjectStore } from '../identity/subject-store.js';
import type { Subject } from '../identity/subject.js';
import type { DraftActor } from '../releases/drafts/draft-book.js';
import { CommandFailed } from './command.js';
import type { CommandInput } from './command.js';
import { inWords } from './terminal-language.js';

/** In whose name a command of the terminal acts; the audit says so, and that it came from there. */
export const AS_OPTION = { as: 'login of the person in whose name it is done' };

/** The person whom `--as` names, who must be allowed to design. */
export async function designerOf(
  app: INestApplicationContext,
  { options }: Pick<CommandInput, 'options'>,
): Promise<{ readonly subject: Subject; readonly actor: DraftActor }> {
  const login = options.get('as');
  if (login === undefined)
    throw new CommandFailed(
      inWords('请用 --as 写明以谁的身份来做，例如 --as admin。', 'Say in whose name it is done: --as LOGIN.'),
    );
  const subject = await app.get(SubjectStore, { strict: false }).byLogin(login);
  if (!subject?.rights.design)
    throw new CommandFailed(
      inWords(`“${login}”不存在或没有设计权限。`, `There is no "${login}" who may design.`),
    );
  return { subject, actor: { id: subject.id, channel: 'cli' } };
}
