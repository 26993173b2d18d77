import type { Sentences } from './catalogue.js';

/** What is said about the differences between two versions of a definition. */
export const enChanges: Sentences = {
  change_definition_added: 'New {definitionKind} "{definition}".',
  change_definition_removed: 'The {definitionKind} "{definition}" is removed.',
  change_element_added: '[{place}: ]New {element} "{name}".',
  change_element_removed: '[{place}: ]{element} "{name}" removed.',
  change_element_changed: '[{place}: ]{element} "{name}" replaced.',
  change_property_added: '[{place}: ]{property} set to {after}.',
  change_property_changed: '[{place}: ]{property} changed from {before} to {after}.',
  change_property_removed: '[{place}: ]{property} cleared, it was {before}.',
  change_list_added: '[{place}: ]{property} now includes {after}.',
  change_list_removed: '[{place}: ]{property} no longer includes {before}.',
  change_order: '[{place}: ]{property} in another order.',
  change_layout: 'Only moved on the canvas.',
  change_grant_widened: 'New right to "{name}".',
  change_grant_narrowed: 'No more right to "{name}".',
  change_permission_widened: '[{place}: ]{property} widened[, from {before}][ to {after}].',
  change_permission_narrowed: '[{place}: ]{property} narrowed[, from {before}][ to {after}].',
};
