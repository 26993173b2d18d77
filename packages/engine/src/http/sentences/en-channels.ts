import type { Sentences } from '@dougong/kernel/messages';

/** Sentences about channels, deliveries and what people are told, for people who read English. */
export const enChannels: Sentences = {
  channel_kind_unknown:
    'There is no kind of channel called "{value}". GET /api/v1/channels/kinds lists them.',
  channel_kind_fixed: 'The kind of a channel stays what it is. Make another channel for another kind.',
  channel_value_unusable: '{field} is not usable as it is. Write it like this: {example}',
  notification_needs_form:
    'The template names no form, so it says nothing about a record. Preview it with the example.',
  no_mail_of_yours:
    'Your account has no address of mail, so the test has nowhere to go. Have it entered first.',
  resend_what: 'Say which messages go out again: their ids, or a place with a stretch of time.',
  notification_event_unknown:
    'Nobody is ever told of "{value}". GET /api/v1/notification-preferences lists what people are told of.',
  notification_choice_twice: 'This event and channel were chosen already. Leave one of the two choices out.',
  notification_mode_unfit: 'Inside the application there is no digest. Choose "at once" or "off".',
  time_zone_unknown: 'There is no time zone called "{value}". Write it as Asia/Shanghai or Europe/Berlin.',
  quiet_hours_half: 'Quiet hours need a beginning and an end. Fill in both, or neither.',
};
