import type { NotificationEvent } from './events.js';
import type { NotificationMode } from './habits.js';

/** Messages inside the application; every other channel is one that an administrator has set up. */
export const APP_CHANNEL = 'app';

/** One place of the table of events and channels. */
export interface ModeChoice {
  readonly event: NotificationEvent;
  readonly channel: string;
  readonly mode: NotificationMode;
}

/** The first that was said: by the person, by the administrator, else what the channel does by itself. */
export function modeOf(
  event: NotificationEvent,
  channel: string,
  said: readonly (readonly ModeChoice[])[],
  otherwise: NotificationMode,
): NotificationMode {
  for (const choices of said) {
    const found = choices.find((each) => each.event === event && each.channel === channel);
    if (found) return found.mode;
  }
  return otherwise;
}
