import type { Choice, ChoiceTable, Mode } from './calls.js';

/** What is said of one place of the table, if anything is. */
export function saidOf(choices: readonly Choice[], event: string, channel: string): Mode | undefined {
  return choices.find((each) => each.event === event && each.channel === channel)?.mode;
}

/** What holds for whoever says nothing himself. */
export function otherwiseOf({ defaults, channels }: ChoiceTable, event: string, channel: string): Mode {
  return saidOf(defaults, event, channel) ?? channels.find(({ key }) => key === channel)?.otherwise ?? 'off';
}

/** The choices with one place changed; nothing said takes it out. */
export function withChoice(
  choices: readonly Choice[],
  { event, channel }: Pick<Choice, 'event' | 'channel'>,
  mode: Mode | undefined,
): readonly Choice[] {
  const others = choices.filter((each) => each.event !== event || each.channel !== channel);
  return mode === undefined ? others : [...others, { event, channel, mode }];
}
