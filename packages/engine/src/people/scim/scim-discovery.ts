import { COUNT_MAX } from './scim-answers.js';
import { GROUP_SCHEMA } from './scim-groups.js';
import type { ScimResource } from './scim-patch.js';
import { USER_SCHEMA } from './user-resource.js';

/** What a provider may count on (RFC 7643, 5 to 7). */

const not = { supported: false };

export const SERVICE_PROVIDER_CONFIG: ScimResource = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { ...not, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: COUNT_MAX },
  changePassword: not,
  sort: not,
  etag: not,
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer key',
      description: 'A key of a service account whose scope opens the directory',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: '/scim/v2/ServiceProviderConfig' },
};

function resourceType(name: string, endpoint: string, schema: string): ScimResource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    endpoint,
    schema,
    meta: { resourceType: 'ResourceType', location: `/scim/v2/ResourceTypes/${name}` },
  };
}

export const RESOURCE_TYPES: readonly ScimResource[] = [
  resourceType('User', '/Users', USER_SCHEMA),
  resourceType('Group', '/Groups', GROUP_SCHEMA),
];

interface More {
  readonly type?: string;
  readonly multiValued?: boolean;
  readonly required?: boolean;
  readonly mutability?: string;
  readonly uniqueness?: string;
  readonly subAttributes?: readonly ScimResource[];
}

function attribute(name: string, more: More = {}): ScimResource {
  return {
    name,
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...more,
  };
}

function schema(id: string, name: string, attributes: readonly ScimResource[]): ScimResource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    attributes,
    meta: { resourceType: 'Schema', location: `/scim/v2/Schemas/${id}` },
  };
}

const values = (...names: readonly string[]) => names.map((name) => attribute(name));

export const SCHEMAS: readonly ScimResource[] = [
  schema(USER_SCHEMA, 'User', [
    attribute('userName', { required: true, uniqueness: 'server' }),
    attribute('name', { type: 'complex', subAttributes: values('formatted', 'familyName', 'givenName') }),
    attribute('displayName'),
    attribute('active', { type: 'boolean' }),
    attribute('emails', { type: 'complex', multiValued: true, subAttributes: values('value', 'type') }),
    attribute('groups', {
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      subAttributes: values('value', 'display'),
    }),
  ]),
  schema(GROUP_SCHEMA, 'Group', [
    attribute('displayName', { required: true, uniqueness: 'server' }),
    attribute('members', { type: 'complex', multiValued: true, subAttributes: values('value', 'display') }),
  ]),
];
