import type { ApiBodyOptions } from '@nestjs/swagger';
import type { TSchema } from '@sinclair/typebox';

type SchemaObject = Extract<ApiBodyOptions, { schema: unknown }>['schema'];

/** The same schema that checks a body, as OpenAPI writes it: OpenAPI 3.1 is JSON Schema 2020-12. */
export function schemaObject(schema: TSchema): SchemaObject {
  return JSON.parse(JSON.stringify(schema)) as SchemaObject;
}
