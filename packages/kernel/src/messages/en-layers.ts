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
  dependency_missing:
    'The template "{template}" ({range}) is needed and is not there. Install it first, or put its folder or package beside this one.',
  dependency_version:
    'The template "{template}" is needed as {range}, but there is {version}. Take a version that fits, or change the range.',
  dependency_ring:
    'These templates need each other in a ring: {templates}. Take one of the dependencies away.',
  platform_version:
    'The template is made for version {range} of the platform, this is {version}. Take a version of the template that fits.',
  definition_taken:
    '"{name}" is already brought by the template "{template}" and says something else there. Give it another key, or change it by an overlay.',
  overlay_target_missing:
    'There is no "{name}" in the templates that this one stands on. Correct the target, or add the dependency that brings it.',
  unknown_template_parameter: 'The template does not ask for "{parameter}". It asks for: {known}.',
  answer_invalid: 'The answer to "{parameter}" does not fit ({type}). Give one that the template offers.',
  answer_place_missing:
    'There is no {at} in {file} where the answer could be written. Correct the place, or put a value there.',
};
