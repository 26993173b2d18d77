import type { Sentences } from './catalogue.js';

/** What is said about change sets on their way to another installation. */
export const enPromotion: Sentences = {
  change_set_repeats: 'The change set has {name} twice. Export it anew.',
  change_set_unknown_kind:
    'This version knows no definitions of the kind "{kind}". Bring this installation to the version that made the change set.',
  change_set_misnamed: 'What stands under {name} bears another name. Export the change set anew.',
  change_set_base:
    'It must be said of {name} what it was at the base exactly if the change set has a base. Export it anew.',
};
