import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { SignInProvider } from '../../config/identity-settings.js';
import type { Settings } from '../../config/settings.js';
import { notFound, Refusal } from '../../http/refusal.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';

const KNOWN_FOR_MS = 3_600_000;
const TIMEOUT_SECONDS = 10;

interface Found {
  readonly configuration: Promise<client.Configuration>;
  readonly at: number;
}

/** The providers of the settings; what they offer is found at their address and remembered for an hour. */
@Injectable()
export class Providers {
  private readonly found = new Map<string, Found>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  list(): readonly SignInProvider[] {
    return this.settings.signInProviders;
  }

  named(key: string): SignInProvider {
    const provider = this.settings.signInProviders.find((each) => each.key === key);
    if (!provider) throw notFound();
    return provider;
  }

  /** Where people reach this application. */
  get publicUrl(): string {
    const { publicUrl } = this.settings;
    if (publicUrl === undefined) throw new Error('settings with providers have an address');
    return publicUrl;
  }

  /** The same without what is remembered: an administrator wants to know whether it answers now. */
  askAnew(provider: SignInProvider): Promise<client.Configuration> {
    this.found.delete(provider.key);
    return this.configurationOf(provider);
  }

  async configurationOf(provider: SignInProvider): Promise<client.Configuration> {
    const known = this.found.get(provider.key);
    const now = performance.now();
    if (known && now - known.at < KNOWN_FOR_MS) return known.configuration;
    const configuration = discover(provider);
    this.found.set(provider.key, { configuration, at: now });
    try {
      return await configuration;
    } catch (error) {
      this.found.delete(provider.key);
      this.log.warn({ err: error, provider: provider.key }, 'a sign-in provider does not answer');
      throw new Refusal(503, 'provider_unreachable');
    }
  }
}

function discover({ issuer, clientId, clientSecret }: SignInProvider): Promise<client.Configuration> {
  // The settings take plain http for this machine alone.
  const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
  return client.discovery(new URL(issuer), clientId, clientSecret, authentication, {
    execute,
    timeout: TIMEOUT_SECONDS,
  });
}
