import { findTaskAtNode, instanceOfNode as instanceAtNode } from '../../../flows/trials/task-at-node.js';
import type { CaseStep } from '../flow-case.js';
import type { Play } from './steps/step-part.js';

/** Which to-do, of which instance, a step means. */

interface MeantTask {
  readonly taskId: string;
  /** Names the instance where it is not the main one. */
  readonly instance: { readonly instance?: string };
}

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** The to-do of whoever takes the step in the node that it names. */
export async function findTask(
  { house, names, recordId }: Play,
  { by = '', node }: CaseStep,
): Promise<MeantTask> {
  const place = { form: names.form, record: recordId, node, by: names.userId(by) };
  const found = await findTaskAtNode(house.owner, place);
  if (!found) return { taskId: NOBODYS, instance: {} };
  return { taskId: found.id, instance: found.instance === null ? {} : { instance: found.instance } };
}

/** The instance in which a node stands, where that is not the main one. */
export async function instanceOfNode(
  { house, names, recordId }: Play,
  { node }: CaseStep,
): Promise<{ readonly instance?: string }> {
  const instance = await instanceAtNode(house.owner, { form: names.form, record: recordId, node });
  return instance === undefined ? {} : { instance };
}
