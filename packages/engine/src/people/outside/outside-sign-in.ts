import { Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { AuditLog } from '../../audit/audit-log.js';
import type { SignInProvider } from '../../config/identity-settings.js';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { SecurityPolicies } from '../../identity/policy/security-policies.js';
import { SecretBox } from '../../secrets/sealed-secret.js';
import { SessionBook } from '../../identity/sessions/session-book.js';
import type { OpenSession, OutsideProof, SessionSource } from '../../identity/sessions/session-book.js';
import { newSessionToken } from '../../identity/tokens.js';
import { keepingAdministrators } from '../last-administrator.js';
import { Attempts } from './attempts.js';
import type { Attempt } from './attempts.js';
import { OutsidePeople } from './outside-people.js';
import type { Claims } from './outside-people.js';
import { Providers } from './providers.js';

const SCOPE = 'openid profile email';

export interface Begun {
  /** Where the browser goes. */
  readonly address: string;
  /** What it keeps in a cookie meanwhile. */
  readonly binding: string;
}

export interface Returned {
  /** With the state and the code that the provider has put into it. */
  readonly url: string;
  readonly binding: string | undefined;
  /** The session that the browser has already; it ends. */
  readonly shown: string | undefined;
}

/** Signing in at a provider outside: OpenID Connect with a code, PKCE, state and nonce. */
@Injectable()
export class OutsideSignIn {
  constructor(
    private readonly providers: Providers,
    private readonly attempts: Attempts,
    private readonly people: OutsidePeople,
    private readonly database: Database,
    private readonly sessions: SessionBook,
    private readonly policies: SecurityPolicies,
    private readonly box: SecretBox,
    private readonly audit: AuditLog,
  ) {}

  /** @param user who links the identity to his account, where nobody signs in. */
  async begin(key: string, next: string, user?: string): Promise<Begun> {
    const provider = this.providers.named(key);
    const configuration = await this.providers.configurationOf(provider);
    const [verifier, nonce, binding] = [
      client.randomPKCECodeVerifier(),
      client.randomNonce(),
      newSessionToken(),
    ];
    const state = await this.attempts.begin({
      provider: key,
      next,
      verifier,
      nonce,
      binding,
      ...(user === undefined ? {} : { user }),
    });
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.backTo(key),
      scope: provider.scope ?? SCOPE,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, binding };
  }

  /** Takes in whom the provider sends back. */
  async end(
    key: string,
    { url, binding, shown }: Returned,
    source: SessionSource,
  ): Promise<{ readonly next: string; readonly opened: OpenSession | undefined }> {
    const provider = this.providers.named(key);
    const address = new URL(url, this.providers.publicUrl);
    const state = address.searchParams.get('state') ?? '';
    const attempt = await this.attempts.take(state, key, binding);
    const proof = await this.proofOf(provider, address, state, attempt);
    if (attempt.user !== undefined) {
      await this.link(provider, proof.claims, attempt.user, source);
      return { next: attempt.next, opened: undefined };
    }
    const opened = await this.open(provider, proof, source);
    if (shown !== undefined) await this.sessions.endByToken(shown, source);
    await this.sessions.forget();
    return { next: attempt.next, opened };
  }

  /** Where a provider is told that somebody has signed out; nothing when it does not want to know. */
  async signOutAddress({ provider: key, idToken }: OutsideProof): Promise<string | undefined> {
    const provider = this.providers.list().find((each) => each.key === key);
    if (!provider) return undefined;
    const configuration = await this.providers.configurationOf(provider);
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return client.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.providers.publicUrl}/sign-in`,
      ...(idToken ? { id_token_hint: this.box.open(idToken, key) } : {}),
    }).href;
  }

  private backTo(key: string): string {
    return `${this.providers.publicUrl}/api/v1/session/providers/${key}/callback`;
  }

  private async proofOf(
    provider: SignInProvider,
    address: URL,
    state: string,
    { verifier, nonce }: Attempt,
  ): Promise<{ readonly claims: Claims; readonly idToken: string }> {
    const configuration = await this.providers.configurationOf(provider);
    try {
      const tokens = await client.authorizationCodeGrant(configuration, address, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims || tokens.id_token === undefined) throw new Error('an expected token of identity is there');
      const more =
        configuration.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { claims: { ...more, ...claims }, idToken: tokens.id_token };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(401, 'outside_refused', [], { params: { reason: reasonOf(error) } });
    }
  }

  private async open(
    provider: SignInProvider,
    { claims, idToken }: { readonly claims: Claims; readonly idToken: string },
    source: SessionSource,
  ): Promise<OpenSession> {
    const policy = await this.policies.read();
    return this.database.transaction(async (session) => {
      const user = await keepingAdministrators(session, () => this.people.enter(session, provider, claims));
      const proof = { provider: provider.key, idToken: this.box.seal(idToken, provider.key) };
      const opened = await this.sessions.open(session, user, source, policy, proof);
      await this.note(session, source, user, 'sign_in', provider);
      return opened;
    });
  }

  private async link(
    provider: SignInProvider,
    claims: Claims,
    user: string,
    source: SessionSource,
  ): Promise<void> {
    await this.database.transaction(async (session) => {
      await this.people.link(session, provider, claims, user);
      await this.note(session, source, user, 'provider:link', provider);
    });
  }

  private note(
    session: Parameters<AuditLog['write']>[0],
    { channel, ip, requestId }: SessionSource,
    actor: string,
    action: string,
    { key }: SignInProvider,
  ): Promise<void> {
    const changes = [{ path: '/provider', old: null, new: key }];
    return this.audit.write(session, { channel, ip, requestId, actor, action, outcome: 'done', changes });
  }
}

/** The code of a fault as the standard names it; the sentence of a library is for the log alone. */
function reasonOf(error: unknown): string {
  const { error: named, code } = (error ?? {}) as { readonly error?: unknown; readonly code?: unknown };
  return typeof named === 'string' ? named : typeof code === 'string' ? code : 'unknown';
}
