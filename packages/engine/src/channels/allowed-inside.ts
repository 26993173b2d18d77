import type { Settings } from '../config/settings.js';
import type { AllowedInside } from './private-networks.js';

/** Which addresses inside the operator lets calls go to. */
export function insideOf({ webhooksToPrivateNetworks, allowedNetworks }: Settings): AllowedInside {
  return { all: webhooksToPrivateNetworks, networks: allowedNetworks };
}
