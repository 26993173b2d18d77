import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { SecretBox } from '../../secrets/sealed-secret.js';
import { newSessionToken, tokenHash } from '../../identity/tokens.js';
import { CLOCK } from '../../ports.js';

/** A sign-in that is under way at a provider. */
export interface Attempt {
  readonly provider: string;
  /** Where inside of the application it goes on. */
  readonly next: string;
  readonly verifier: string;
  readonly nonce: string;
  /** What the browser that began it holds in a cookie. */
  readonly binding: string;
  /** Who links the identity to his account; nobody when somebody signs in. */
  readonly user?: string;
}

const MINUTES_GOOD = 10;
const MS_PER_MINUTE = 60_000;
export const ATTEMPT_SECONDS = MINUTES_GOOD * 60;

/** Keeps what is needed when the provider sends somebody back, in the database, so that any engine may take him in. */
@Injectable()
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the state that the provider sends back. */
  async begin({ provider, next, ...secrets }: Attempt): Promise<string> {
    const state = newSessionToken();
    await this.database.query(
      `INSERT INTO core.outside_sign_in (state_hash, provider, secrets, next, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [
        tokenHash(state),
        provider,
        this.box.seal(JSON.stringify(secrets), state),
        next,
        new Date(Date.parse(this.clock()) + MINUTES_GOOD * MS_PER_MINUTE).toISOString(),
      ],
    );
    return state;
  }

  /** Takes an attempt up, once, in the browser that began it. */
  async take(state: string, provider: string, binding: string | undefined): Promise<Attempt> {
    const { rows } = await this.database.query<{ secrets: Buffer; next: string }>(
      `DELETE FROM core.outside_sign_in WHERE state_hash = $1 AND provider = $2 AND expires_at > $3 RETURNING secrets, next`,
      [tokenHash(state), provider, this.clock()],
    );
    const found = rows[0];
    if (!found) throw new Refusal(403, 'outside_attempt_over');
    const secrets = JSON.parse(this.box.open(found.secrets, state)) as Omit<Attempt, 'provider' | 'next'>;
    if (secrets.binding !== binding) throw new Refusal(403, 'outside_attempt_over');
    return { ...secrets, provider, next: found.next };
  }
}
