import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { SubjectStore } from '../identity/subject-store.js';
import type { Subject } from '../identity/subject.js';
import { JobRunner } from '../jobs/job-runner.js';
import { JobStore } from '../jobs/job-store.js';
import type { JobRow } from '../jobs/job-store.js';
import { CommandFailed } from './command.js';
import type { Terminal } from './command.js';
import { inWords } from './terminal-language.js';

const LOOK_MS = 500;
const OVER: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

/** The user that a command is done for; his rights hold. */
export async function subjectNamed(app: INestApplicationContext, login: string): Promise<Subject> {
  const subject = await app.get(SubjectStore, { strict: false }).byLogin(login);
  if (!subject) throw new CommandFailed(inWords(`没有用户 ${login}`, `there is no user ${login}`));
  return subject;
}

/** Does a job here, or waits for the engine that was quicker to take it; tells how far it is. */
export async function finishJob(
  app: INestApplicationContext,
  id: string,
  terminal: Terminal,
): Promise<JobRow> {
  const store = app.get(JobStore, { strict: false });
  const told = setInterval(() => void tellProgress(store, id, terminal), LOOK_MS * 4).unref();
  try {
    for (;;) {
      await app.get(JobRunner, { strict: false }).work(id);
      const row = await store.find(id);
      if (!row || OVER.has(row.state)) return row as JobRow;
      await sleep(LOOK_MS);
    }
  } finally {
    clearInterval(told);
  }
}

async function tellProgress(store: JobStore, id: string, terminal: Terminal): Promise<void> {
  const row = await store.find(id).catch(() => undefined);
  if (row?.total) terminal.err(`  ${row.done}/${row.total}`);
}
