import type { Sentences } from './catalogue.js';

/** Sentences about templates of messages. */
export const enNotifications: Sentences = {
  notification_text_missing: 'The text in {language} is missing. Write it.',
  notification_chip_unknown:
    '"{chip}" stands for no field.[ Was "{suggestion}" meant?] Insert it from the menu, or take the braces away.',
  notification_chip_formless:
    'The template names no form, so it has no field "{chip}". Choose a form, or use what the platform knows.',
  notification_chip_of_flows:
    'The template "{notification}" repeats "{chip}", which only a flow knows that tells by itself. Use another template here.',
  notification_other_form:
    'The template "{notification}" is about another form than "{form}". Choose one of this form, or one without a form.',
  notification_flow_other_form:
    'The flow "{flow}" runs on another form than the one of the template. Choose one of its flows.',
  notification_event_taken:
    'The template "{other}" says the same message already. Let one of the two say something else.',
  notification_too_long:
    'The text has {bytes} bytes at least, and {channel} takes {max}: the end will be cut. Shorten it, or write a shorter one for that channel.',
  unknown_notification: 'There is no notification template "{notification}". Choose one from the list.',
  notify_says_nothing: 'The message has no text. Write one, or choose a notification template.',
  notify_says_twice: 'The message has a text and the template "{notification}". Keep one of the two.',
};
