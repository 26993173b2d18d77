import openapiTypescript, { astToString } from 'openapi-typescript';

const HEAD =
  '// Generated from the description of the application by openapi-typescript; see api-generated-client.spec.\n';

/** The types of an API, as anybody generates them from its description. */
export async function generateTypes(description: string): Promise<string> {
  return HEAD + astToString(await openapiTypescript(description));
}
