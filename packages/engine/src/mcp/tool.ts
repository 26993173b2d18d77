import type { Static, TObject } from '@sinclair/typebox';
import type { OperationAnswer, Operations } from './operations.js';

/** What a tool may do, as the protocol tells it to assistants. */
export interface ToolNature {
  /** Changes nothing. */
  readonly readOnly: boolean;
  /** Throws away what somebody made. */
  readonly destructive?: boolean;
}

/** Something that an assistant can do: one object, one file's part. */
export interface Tool<S extends TObject = TObject> {
  readonly name: string;
  readonly title: string;
  /** For the assistant, in English as the protocol has it. */
  readonly description: string;
  readonly input: S;
  readonly nature: ToolNature;
  run(operations: Operations, input: Static<S>): Promise<OperationAnswer>;
}

/** Keeps the type of its input together with its schema. */
export const tool = <S extends TObject>(described: Tool<S>): Tool => described as unknown as Tool;
