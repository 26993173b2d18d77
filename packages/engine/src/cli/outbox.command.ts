import { releaseHeld } from '../backup/release-held.js';
import { openDatabaseToRead } from '../engine.js';
import { DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';
import { inWords } from './terminal-language.js';

export const outboxReleaseCommand: CliCommand = {
  words: ['outbox', 'release'],
  summary: 'let the messages to outside systems go that a restore holds',
  positionals: [],
  flags: { discard: 'throw them away instead; calls that a flow waits for stay' },
  run,
};

async function run({ settings, terminal, flags }: CommandInput): Promise<ExitCode> {
  const discard = flags.has('discard');
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  try {
    const messages = await releaseHeld(database.urls.appUrl, new Date().toISOString(), discard);
    if (flags.has('json')) terminal.out(JSON.stringify({ messages, discarded: discard }));
    else
      terminal.out(
        discard
          ? inWords(`已丢弃 ${messages} 条消息。`, `${messages} messages were thrown away.`)
          : inWords(`已放行 ${messages} 条消息。`, `${messages} messages go out now.`),
      );
    return DONE;
  } finally {
    await database.stop();
  }
}
