/**
 * Everything that programs may have come to rely on, one line each: addresses, parameters, parts of bodies and answers. Two
 * lists are compared, so that what is only added breaks nothing, and what went, narrowed or became required is told by name.
 */

type Json = Readonly<Record<string, unknown>>;

const DEPTH_MAX = 8;
const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete']);
/** Marks what a caller has to send. */
const REQUIRED = ' (required)';

/** The lines of a description. */
export function surfaceOf(document: Json): readonly string[] {
  const lines = Object.entries(object(document['paths'])).flatMap(([path, operations]) =>
    Object.entries(object(operations))
      .filter(([method]) => METHODS.has(method))
      .flatMap(([method, operation]) =>
        operationLines(document, object(operation)).map((line) => `${method.toUpperCase()} ${path}${line}`),
      ),
  );
  return [...new Set(lines)].sort();
}

/** What callers of the older one would stumble over in the newer one. */
export function breaking(before: readonly string[], now: readonly string[]): readonly string[] {
  const [old, present] = [new Set(before), new Set(now)];
  const bare = (line: string) => line.replace(REQUIRED, '');
  const known = new Set(before.map(bare));
  const presentBare = new Set(now.map(bare));
  const operations = new Set(before.filter((line) => !line.includes(' | ')));
  const gone = before.filter((line) => !presentBare.has(bare(line))).map((line) => `gone: ${line}`);
  const asked = now
    .filter((line) => line.endsWith(REQUIRED) && !old.has(line))
    .filter((line) => operations.has(line.split(' | ', 1)[0] ?? '') && !isUnderNew(line, known))
    .map((line) => `asked for now: ${line}`);
  return present.size === 0 ? ['nothing is described any more'] : [...gone, ...asked];
}

/** A part that stands in something new is asked for only of those who send the new thing. */
function isUnderNew(line: string, known: ReadonlySet<string>): boolean {
  const [operation = '', part = ''] = line.split(' | ');
  const at = part.replace(REQUIRED, '').split(':', 1)[0] ?? '';
  const parent = at.slice(0, at.lastIndexOf('.'));
  if (!part.startsWith('body ') || parent === 'body ' || parent === '') return false;
  return ![...known].some((each) => each.startsWith(`${operation} | ${parent}`));
}

function operationLines(document: Json, operation: Json): readonly string[] {
  const parameters = list(operation['parameters']).map((each) => {
    const { name, in: place, required }: Json = object(each);
    return ` | ${String(place)} ${String(name)}${required === true && place !== 'path' ? REQUIRED : ''}`;
  });
  const body = object(operation['requestBody']);
  const answers = Object.entries(object(operation['responses'])).filter(([status]) => status.startsWith('2'));
  return [
    '',
    ...parameters,
    ...contentLines(document, body, 'body ', true),
    ...answers.flatMap(([status, answer]) => [
      ` | ${status}`,
      ...contentLines(document, object(answer), `${status} `, false),
    ]),
  ];
}

function contentLines(document: Json, holder: Json, at: string, sent: boolean): readonly string[] {
  return Object.entries(object(holder['content'])).flatMap(([, media]) =>
    schemaLines(document, object(object(media)['schema']), at, sent, 0).map((line) => ` | ${line}`),
  );
}

function schemaLines(
  document: Json,
  given: Json,
  at: string,
  sent: boolean,
  depth: number,
): readonly string[] {
  const schema = resolved(document, given);
  if (depth > DEPTH_MAX) return [];
  const below = (inner: unknown, place: string) =>
    schemaLines(document, object(inner), place, sent, depth + 1);
  const required = new Set(list(schema['required']).map(String));
  const own = Object.entries(object(schema['properties'])).flatMap(([name, inner]) => {
    const place = `${at}.${name}`;
    const type = typeOf(resolved(document, object(inner)));
    const mark = sent && required.has(name) ? REQUIRED : '';
    return [`${place}: ${type}${mark}`, ...below(inner, place)];
  });
  const choices = [...list(schema['anyOf']), ...list(schema['oneOf']), ...list(schema['allOf'])];
  return [
    ...own,
    ...choices.flatMap((each) => below(each, at)),
    ...(schema['items'] === undefined ? [] : below(schema['items'], `${at}[]`)),
  ];
}

function typeOf({ type, anyOf, const: only, $ref }: Json): string {
  if (Array.isArray(type)) return [...(type as string[])].sort().join('|');
  if (typeof type === 'string') return type;
  if (only !== undefined) return typeof only;
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map((each) => typeOf(object(each))))].sort().join('|');
  return typeof $ref === 'string' ? 'object' : 'any';
}

function resolved(document: Json, schema: Json): Json {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const parts = reference.split('/').slice(1);
  return parts.reduce<Json>((at, part) => object(at[part]), document);
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
