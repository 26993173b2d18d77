import type { INestApplicationContext } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import type { DemoLogin, DemoLogins } from '../identity/demo-logins.js';
import { SubjectStore } from '../identity/subject-store.js';
import type { Subject } from '../identity/subject.js';
import { TemplateInstaller } from '../releases/template-installer.js';
import { CommandFailed } from './command.js';

export type Progress = (step: string, done: number, total: number) => void;

/** Installs a template with its sample data and makes one key for programs, in the name of an administrator. */
export async function installDemo(
  app: INestApplicationContext,
  folder: string,
  onProgress: Progress,
): Promise<Omit<DemoLogins, 'url'>> {
  const { logins } = await app
    .get(TemplateInstaller, { strict: false })
    // The own templates are played before they are given away; whoever tries them out should not wait a minute for that.
    .install(folder, { demo: true, skipScenarios: true, onProgress });
  const owner = await ownerOfKey(app.get(SubjectStore, { strict: false }), logins);
  const apiKey = await app.get(Accounts, { strict: false }).createApiKey(owner.id, 'demo');
  return { users: logins, apiKey };
}

async function ownerOfKey(subjects: SubjectStore, logins: readonly DemoLogin[]): Promise<Subject> {
  const people = await Promise.all(logins.map(({ login }) => subjects.byLogin(login)));
  const active = people.flatMap((subject) => subject ?? []);
  const owner = active.find((subject) => subject.rights.administer) ?? active[0];
  if (!owner) throw new CommandFailed('the demo template brings no users');
  return owner;
}
