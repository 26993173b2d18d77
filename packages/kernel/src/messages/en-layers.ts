import type { Sentences } from './catalogue.js';

/** What is said about layers of definitions: overlays, merges, template packages. */
export const enLayers: Sentences = {
  change_target_missing:
    'There is nothing at {path} to change. It was removed or renamed; take the operation away, or make it anew on what is there.',
  change_value_differs:
    'At {path} stands something else than the operation replaces. Look at both, and make the change anew or keep what is there.',
  change_already_there:
    '{path} is there already. Change it instead of adding it, or give what is new another key.',
  change_place_missing:
    'There is no "{name}" behind which {path} could stand. Name an element of the same list, or null for the first place.',
  change_id_differs:
    'What is put at {path} does not bear the name "{name}". Give it that id, or correct the path.',
};
