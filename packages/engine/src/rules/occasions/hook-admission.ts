import { Inject, Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { tokenHash } from '../../identity/tokens.js';
import { CLOCK } from '../../ports.js';
import { isSignedBy } from './hook-signature.js';
import type { CallSignature } from './hook-signature.js';

/** By what a caller shows that he may call. */
export interface HookProof {
  readonly token: string | undefined;
  readonly signature: CallSignature | undefined;
  readonly body: Buffer;
}

const EXPECTED = `
  SELECT (SELECT token_hash FROM core.rule_hook WHERE key = $1) AS token_hash,
         ARRAY(SELECT secret FROM core.rule_hook_secret WHERE hook = $1) AS secrets`;

/** Lets in who signs with a secret of the address; where it has none, who has its token. */
@Injectable()
export class HookAdmission {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the call is signed; refuses it when it proves nothing. An address that is not there is told like a wrong proof. */
  async admit(key: string, proof: HookProof): Promise<{ readonly isSigned: boolean }> {
    const { rows } = await this.database.query<{ token_hash: Buffer | null; secrets: string[] }>(EXPECTED, [
      key,
    ]);
    const { token_hash: expected = null, secrets = [] } = rows[0] ?? {};
    const isSigned = secrets.length > 0;
    const isProved = isSigned ? this.hasSigned(secrets, proof) : hasToken(expected, proof);
    if (isProved) return { isSigned };
    const code = proof.signature ? 'hook_signature_wrong' : 'hook_token_wrong';
    throw new Refusal(401, code, [], { headers: { 'WWW-Authenticate': 'Bearer' } });
  }

  private hasSigned(secrets: readonly string[], { signature, body }: HookProof): boolean {
    return signature !== undefined && isSignedBy(secrets, signature, body, this.clock());
  }
}

function hasToken(expected: Buffer | null, { token }: HookProof): boolean {
  return expected !== null && timingSafeEqual(expected, tokenHash(token ?? ''));
}
