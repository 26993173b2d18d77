import type { Moment } from './moment.js';
import { pinnedFlow } from './move-flow.js';

/** Whether the subject administers the flow in force on the record: by the role that its definition names, or altogether. */
export function isFlowAdmin(moment: Moment): boolean {
  const { instance, subject, people } = moment.facts;
  if (moment.release.access.hasRight(subject, 'administer')) return true;
  const admin = instance && pinnedFlow(moment, instance).definition.admin;
  return admin !== undefined && people.usersOfRole(admin).includes(subject.id);
}
