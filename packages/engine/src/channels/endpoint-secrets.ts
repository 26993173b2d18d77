import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox } from '../secrets/sealed-secret.js';

const SECRET_BYTES = 32;

/** A secret that signs what an endpoint gets; one that was replaced signs beside the new one for a while. */
export interface SigningSecret {
  readonly secret: string;
  /** Instant until which it signs; without one it is the one in force. */
  readonly until?: string;
}

/** How the secrets of an endpoint lie in the database. */
export interface KeptSecrets {
  readonly id: string;
  readonly sealed: Buffer | null;
  /** One from before secrets were locked. */
  readonly secret: string | null;
}

/** A secret as Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** Locks and opens the secrets of endpoints. */
@Injectable()
export class EndpointSecrets {
  constructor(private readonly box: SecretBox) {}

  seal(id: string, secrets: readonly SigningSecret[]): Buffer {
    return this.box.seal(JSON.stringify(secrets), `endpoint:${id}`);
  }

  /** Those that sign at an instant, the one in force first. */
  inForce({ id, sealed, secret }: KeptSecrets, now: string): readonly SigningSecret[] {
    if (sealed === null) return secret === null ? [] : [{ secret }];
    const kept = JSON.parse(this.box.open(sealed, `endpoint:${id}`)) as readonly SigningSecret[];
    return kept.filter(({ until }) => until === undefined || until > now);
  }
}
