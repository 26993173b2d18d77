import { ApiResponse } from '@nestjs/swagger';
import type { TSchema } from '@sinclair/typebox';
import { schemaObject } from './schema-object.js';

/** Describes what a route answers when all is well; on a controller, what each of its routes does. */
export function Answers(schema: TSchema, status = 200, description = ''): MethodDecorator & ClassDecorator {
  return ApiResponse({ status, description, schema: schemaObject(schema) });
}

/** The answer of a route that has nothing to say beyond its success. */
export function AnswersNothing(description: string): MethodDecorator {
  return ApiResponse({ status: 204, description });
}

/** A route that answers with a file. */
export function AnswersFile(description: string): MethodDecorator {
  const schema = { type: 'string', format: 'binary' };
  return ApiResponse({ status: 200, description, content: { 'application/octet-stream': { schema } } });
}
