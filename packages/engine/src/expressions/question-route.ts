import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { TSchema } from '@sinclair/typebox';
import { schemaObject } from '../http/schema-object.js';

interface Question {
  readonly summary: string;
  readonly body: TSchema;
  /** What comes back, and as what. */
  readonly answer: readonly [description: string, schema: TSchema];
  /** Why it may be refused, by status. */
  readonly refusals?: Readonly<Record<number, string>>;
}

/** A route that answers a question: it takes a body as a POST does, and makes nothing. */
export function QuestionRoute(
  path: string,
  { summary, body, answer: [description, schema], refusals = {} }: Question,
) {
  return applyDecorators(
    Post(path),
    HttpCode(200),
    ApiOperation({ summary }),
    ApiBody({ schema: schemaObject(body) }),
    ApiResponse({ status: 200, description, schema: schemaObject(schema) }),
    ...Object.entries(refusals).map(([status, why]) => ApiResponse({ status: +status, description: why })),
  );
}
