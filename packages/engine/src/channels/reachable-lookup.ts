import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { isReachable } from './private-networks.js';
import type { AllowedInside } from './private-networks.js';

/**
 * Resolves as always and gives only addresses that may be reached to the socket: what was checked is what is connected to, so a
 * name that answers differently the next time gains nothing.
 */
export function reachableLookup(inside: AllowedInside): LookupFunction {
  return (hostname, options, callback) => {
    lookup(
      hostname,
      { ...options, all: true },
      (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
        if (error) return callback(error, '', 0);
        const allowed = addresses.filter(({ address }) => isReachable(address, inside));
        const first = allowed[0];
        if (!first) return callback(insideAddress(), '', 0);
        if (options.all) return callback(null, allowed);
        return callback(null, first.address, first.family);
      },
    );
  };
}

/** The address of a host that may be reached, for what connects by itself. */
export function reachableAddress(host: string, inside: AllowedInside): Promise<string> {
  if (isIP(host) !== 0) {
    if (isReachable(host, inside)) return Promise.resolve(host);
    return Promise.reject(insideAddress());
  }
  return new Promise((resolve, reject) => {
    reachableLookup(inside)(host, {}, (error, address) => {
      if (error) return reject(error);
      resolve(String(address));
    });
  });
}

/** The address leads into our own networks, where nobody has allowed it. */
export class InsideAddress extends Error {}

export function insideAddress(): Error {
  return new InsideAddress('the address lies inside a private network');
}
