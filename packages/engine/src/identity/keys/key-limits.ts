import { BlockList, isIP } from 'node:net';
import type { SystemRight } from '@dougong/kernel/metadata';
import type { FastifyRequest } from 'fastify';
import type { KeyScope, ShownKey } from '../subject.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whoever enters here makes requests inside, each of which is looked at by itself. */
const ASSISTANTS = '/mcp';

/** What a key with a scope opens; the scope itself says how far. Whatever is not here stays closed to it. */
const OPEN: readonly { readonly path: RegExp; readonly isMeant: (scope: KeyScope) => boolean }[] = [
  { path: /^\/api\/v1\/forms\/[^/]+\/records\/[^/]+\/flow\/actions/, isMeant: () => false },
  { path: /^\/api\/v1\/forms\//, isMeant: ({ forms = [] }) => forms.length > 0 },
  { path: /^\/api\/v1\/scan-events$/, isMeant: ({ forms = [] }) => forms.length > 0 },
  { path: /^\/api\/v1\/jobs(\/|$)/, isMeant: ({ forms = [] }) => forms.length > 0 },
  { path: /^\/api\/v1\/registers\//, isMeant: ({ registers = [] }) => registers.length > 0 },
  { path: /^\/api\/v1\/vouchers(\/|$)/, isMeant: ({ rights = [] }) => rights.includes('vouchers') },
  { path: /^\/api\/v1\/(session|app)$/, isMeant: () => true },
  { path: /^\/scim\/v2(\/|$)/, isMeant: ({ scim = false }) => scim },
];

/** Why a request is beyond its key; nothing when it is not. */
export function beyondKey(
  { scope, addresses }: ShownKey,
  request: Pick<FastifyRequest, 'method' | 'url' | 'ip'>,
  right: SystemRight | undefined,
): 'key_from_elsewhere' | 'beyond_key_scope' | undefined {
  if (!isFromOneOf(addresses, request.ip)) return 'key_from_elsewhere';
  const path = request.url.split('?')[0] ?? '';
  if (scope === null || path === ASSISTANTS) return undefined;
  if (scope.readOnly === true && !SAFE_METHODS.has(request.method)) return 'beyond_key_scope';
  if (right !== undefined && (scope.rights ?? []).includes(right)) return undefined;
  const opened = OPEN.find((each) => each.path.test(path));
  return opened?.isMeant(scope) === true ? undefined : 'beyond_key_scope';
}

/** Whether an address is one of a list, or in a network of it; an empty list means every address. */
export function isFromOneOf(addresses: readonly string[], address: string): boolean {
  if (addresses.length === 0) return true;
  const list = new BlockList();
  for (const each of addresses) {
    const { ip, bits } = networkOf(each);
    const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(ip, family);
    else list.addSubnet(ip, bits, family);
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a text is an address or a network in CIDR form. */
export function isAddressOrNetwork(text: string): boolean {
  const { ip, bits } = networkOf(text);
  const version = isIP(ip);
  if (version === 0) return false;
  const bitsMax = version === 6 ? 128 : 32;
  return !text.includes('/') || (bits !== undefined && bits <= bitsMax);
}

function networkOf(text: string): { readonly ip: string; readonly bits: number | undefined } {
  const [ip = '', bits = ''] = text.split('/', 2);
  return { ip, bits: /^\d{1,3}$/.test(bits) ? Number.parseInt(bits, 10) : undefined };
}
