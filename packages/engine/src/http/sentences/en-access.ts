import type { Sentences } from '@dougong/kernel/messages';

/** Why somebody may or may not, and what other roles would mean. */
export const enAccess: Sentences = {
  access_allowed: '{name} may do "{action}" with "{form}": the role "{role}" grants it.',
  access_allowed_hidden:
    '{name} may do "{action}" with "{form}", but does not see "{field}"[: the role "{role}" hides it].',
  access_allowed_masked:
    '{name} may do "{action}" with "{form}" and sees "{field}" in part[, as the role "{role}" says].',
  access_allowed_read_only:
    '{name} may do "{action}" with "{form}", but may not write "{field}"[, as the role "{role}" says].',
  access_by_task: '{name} sees this record of "{form}" because of a to-do on it, whatever the roles say.',
  access_hidden_at_node:
    '{name} does not see "{field}": the step of the flow at which the to-do stands hides it.',
  access_denied: '{name} may not do "{action}" with this: no grant of a role held gives it.',
  access_gives: '"{role}" grants it for {rows}.',
  access_not_held: '"{role}" would grant it for {rows}, but the role is not held.',
  access_other_action: '"{role}" grants other actions of the form.',
  access_out_of_reach: '"{role}" grants it for {rows} alone; this is none of them.',
  access_other_state: '"{role}" grants it for {rows}; the record is in another state.',
  access_condition_not_met: '"{role}" grants it for {rows}; the record does not meet the condition.',
  access_field_hidden: '"{role}" grants it for {rows} and hides the field.',
  access_field_masked: '"{role}" grants it for {rows} and shows the ends of the field.',
  access_field_read_only: '"{role}" grants it for {rows}; the field is read-only.',
  access_change_gains_action: '{count} people may do "{subject}" with "{form}" from now on: {people}.',
  access_change_loses_action: '{count} people may no longer do "{subject}" with "{form}": {people}.',
  access_change_other_rows: '{count} people will see other records of "{form}": {people}.',
  access_change_gains_field: '{count} people will see "{subject}" on "{form}": {people}.',
  access_change_loses_field: '{count} people will no longer see "{subject}" on "{form}": {people}.',
  access_change_field_masked: '{count} people will see "{subject}" on "{form}" in part: {people}.',
  access_change_may_write_field: '{count} people may write "{subject}" on "{form}" from now on: {people}.',
  access_change_may_not_write_field: '{count} people may no longer write "{subject}" on "{form}": {people}.',
  right_beyond_own:
    'The role "{role}" would gain the right "{right}", which you do not have yourself. Let an administrator publish or approve this.',
  viewing_only:
    'You are looking at the system as {name}; nothing can be changed meanwhile. End the viewing first.',
  view_of_self: 'You see the system as yourself already. Choose somebody else.',
};
