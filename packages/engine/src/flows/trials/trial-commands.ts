import { CommandService } from '../../commands/command-service.js';
import type { CommandAnswer } from '../../commands/command-service.js';
import type { CommandRequest } from '../../commands/command-run.js';
import type { RecordingWriter } from './recording-writer.js';

/** The path of every command, for a trial: what is refused is not noted as written. */
export class TrialCommands extends CommandService {
  constructor(
    private readonly recorder: RecordingWriter,
    ...parts: ConstructorParameters<typeof CommandService>
  ) {
    super(...parts);
  }

  override async execute(request: CommandRequest): Promise<CommandAnswer> {
    const mark = this.recorder.mark;
    try {
      return await super.execute(request);
    } catch (error) {
      this.recorder.forgetSince(mark);
      throw error;
    }
  }
}
