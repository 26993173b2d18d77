import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowCommand } from './flow-edits.js';

/** The whole flow as another one, in one step: what a fix of the check makes of it. */
export function replaceDocument(next: FlowDefinition): FlowCommand {
  const command: FlowCommand = {
    apply: (document) =>
      document === next
        ? { document, inverse: command }
        : { document: next, inverse: replaceDocument(document) },
  };
  return command;
}
