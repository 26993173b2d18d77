import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const SECRET_KEY_BYTES = 32;

/** A provider that speaks OpenID Connect; everything else about it is found at its address. */
const SignInProvider = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    title: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }, { additionalProperties: false }),
    issuer: Type.String({ pattern: '^(https://|http://(localhost|127\\.0\\.0\\.1)(:|/|$))' }),
    clientId: Type.String({ minLength: 1 }),
    clientSecret: Type.Optional(Type.String({ minLength: 1 })),
    scope: Type.Optional(Type.String()),
    /** The claim that lists the groups of a person. */
    groupsClaim: Type.Optional(Type.String()),
    /** Whether people who are not known yet get an account. */
    createPeople: Type.Optional(Type.Boolean()),
    /** Whether its subjects are the external ids under which a directory (SCIM) keeps people here. */
    subjectIsExternalId: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type SignInProvider = Static<typeof SignInProvider>;

/** Never repeats the value in a message. */
export function readSecretKey(
  name: string,
  text: string | undefined,
  problems: string[],
): Buffer | undefined {
  if (text === undefined) return undefined;
  const key = Buffer.from(text, 'base64');
  if (key.length === SECRET_KEY_BYTES) return key;
  problems.push(
    `${name} must be ${SECRET_KEY_BYTES} random bytes in base64, as "openssl rand -base64 32" makes them`,
  );
  return undefined;
}

/** An origin: without a path, and without a slash at its end. */
export function readPublicUrl(
  name: string,
  text: string | undefined,
  problems: string[],
): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') return url.origin;
  problems.push(`${name} must be an address like https://books.example.com, not "${text}"`);
  return undefined;
}

/** Secrets stand in it, so messages name the place alone. */
export function readSignInProviders(
  name: string,
  text: string | undefined,
  problems: string[],
): readonly SignInProvider[] {
  if (text === undefined) return [];
  const value = parsed(text);
  if (!Value.Check(Type.Array(SignInProvider), value)) {
    const [first] = Value.Errors(Type.Array(SignInProvider), value);
    problems.push(
      `${name} must be a JSON list of providers; ${first ? `at ${first.path || '/'}: ${first.message}` : 'it is not'}`,
    );
    return [];
  }
  const keys = value.map(({ key }) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) problems.push(`${name} has the key "${twice}" twice`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
