import { isAddressOrNetwork } from '../identity/keys/key-limits.js';

/** Addresses and networks in CIDR form, separated by blanks or commas. */
export function readNetworks(text: string | undefined, problems: string[]): readonly string[] {
  const networks = (text ?? '').split(/[\s,]+/).filter((each) => each !== '');
  for (const each of networks)
    if (!isAddressOrNetwork(each))
      problems.push(`DOUGONG_CONNECTOR_NETWORKS: "${each}" is no address or network, as 10.1.0.0/16 is`);
  return networks;
}
