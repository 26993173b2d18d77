import { createHash, randomUUID } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import type { CommandAnswer } from '../../../../commands/command-service.js';
import { CommandService } from '../../../../commands/command-service.js';
import type { CommandRequest } from '../../../../commands/command-run.js';
import { noRight } from '../../../../http/refusal.js';
import { SubjectStore } from '../../../../identity/subject-store.js';
import type { Subject } from '../../../../identity/subject.js';
import type { CaseDefinitions } from '../../case-definitions.js';
import type { CaseNames } from '../../case-names.js';
import type { CaseFlow, CaseStep, FlowCase } from '../../flow-case.js';
import { isObject } from '../../../suite.js';
import type { JsonObject } from '../../../suite.js';
import type { House } from '../engine-stage.js';
import type { EngineProcess } from '../engine-process.js';

/** One play of a case, as its steps see it. */
export interface Play {
  readonly one: FlowCase;
  readonly names: CaseNames;
  readonly definitions: CaseDefinitions;
  readonly house: House;
  readonly recordId: string;
  /** Whether the document was made; the first start makes it. */
  isCreated: boolean;
  publish(drawn: CaseFlow, subflows: FlowCase['flows']): Promise<void>;
  settle(): Promise<void>;
}

/**
 * What a kind of step does, by one engine. A refusal is thrown; an answer says whether it was given before.
 */
export type StepPart = (
  play: Play,
  step: CaseStep,
  engine: EngineProcess,
) => Promise<Pick<CommandAnswer, 'replayed'> | undefined>;

/** Who takes a step. Somebody who is not there, or not any more, cannot sign in. */
async function subjectOf(play: Play, { by }: CaseStep, engine: EngineProcess): Promise<Subject> {
  const name = by ?? play.one.settings.admin ?? '';
  const subject = await engine.get(SubjectStore).byId(play.names.userId(name));
  if (!subject) throw noRight();
  return subject;
}

type Asked = Pick<CommandRequest, 'command'> & Partial<Pick<CommandRequest, 'instance' | 'force'>>;

/** Sends a command for whoever takes the step. */
export async function send(
  play: Play,
  step: CaseStep,
  engine: EngineProcess,
  asked: Asked,
): Promise<CommandAnswer> {
  const subject = await subjectOf(play, step, engine);
  const request = { ...asked, subject, channel: 'api', requestId: randomUUID(), action: step.do } as const;
  return engine.whileAlive(engine.get(CommandService).execute({ ...request, ...keyOf(step) }));
}

/** A request key stands for what was asked, not for how a case speaks of the answer. */
function keyOf(step: CaseStep): Pick<CommandRequest, 'idempotency'> {
  if (step.key === undefined) return {};
  const { then: _then, replayed: _replayed, refused: _refused, ...asked } = step;
  const bodyHash = createHash('sha256').update(JSON.stringify(asked)).digest();
  return { idempotency: { key: step.key, bodyHash } };
}

/** Fields that come with the step, as the form takes changes. */
export async function patchOf({ definitions, names, house }: Play, { record }: CaseStep) {
  if (!isObject(record)) return {};
  const values = Object.entries(definitions.values(record));
  const patch = values.map(async ([key, value]) => [
    key,
    Array.isArray(value) ? { upsert: value, delete: await lineIds(house, names.form, key) } : value,
  ]);
  return { patch: Object.fromEntries(await Promise.all(patch)) as JsonObject };
}

/** A list that a step gives takes the place of the one that is there. */
async function lineIds({ owner }: House, form: string, list: string): Promise<readonly string[]> {
  const { rows } = await owner.query<{ readonly id: string }>(
    `SELECT id FROM data.${escapeIdentifier(`${form}__${list}`)}`,
  );
  return rows.map(({ id }) => id);
}

/** Node -> the people that whoever takes the step picks for it. */
export function chosenOf({ names }: Play, { chosen }: CaseStep) {
  if (!isObject(chosen)) return {};
  const picked = Object.entries(chosen).map(([node, people]) => [node, userIds(names, people)] as const);
  return { chosen: Object.fromEntries(picked) };
}

export function commentOf({ comment }: CaseStep) {
  return typeof comment === 'string' ? { comment } : {};
}

/** One name or several, as ids. */
export function userIds(names: CaseNames, people: unknown): readonly string[] {
  return [people ?? []].flat().map((name) => names.userId(String(name)));
}

export function textOf(step: CaseStep, name: string): string {
  return String(step[name] ?? '');
}
