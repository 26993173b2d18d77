import { Inject, Injectable } from '@nestjs/common';
import { valueAtPlace } from '@dougong/kernel/connectors';
import type { Clock } from '@dougong/kernel/foundation';
import { insideOf } from '../channels/allowed-inside.js';
import { InsideAddress } from '../channels/reachable-lookup.js';
import { ReplyTooLarge, requestOutside } from '../channels/outside-request.js';
import type { OutsideReply } from '../channels/outside-request.js';
import type { Settings } from '../config/settings.js';
import { CLOCK, SETTINGS } from '../ports.js';
import { later } from '../workers/later.js';
import { RefusedThere, Unreachable } from './connector-failure.js';
import type { Connection } from './connector-settings.js';

export interface ConnectorCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Token {
  readonly text: string;
  readonly until: string;
  /** What it was given for: other settings get another one. */
  readonly about: string;
}

const TOKEN_SECONDS_DEFAULT = 600;
/** A token that ends soon is not used any more. */
const TOKEN_MARGIN_SECONDS = 30;
const SNIPPET_LENGTH = 300;
const UNAUTHORIZED = 401;
/** What passes by itself. */
const PASSING = new Set([408, 425, 429]);

/** Calls an outside system: signed in as it wants it, guarded against addresses inside of our own networks. */
@Injectable()
export class ConnectorCalls {
  private readonly tokens = new Map<string, Token>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Calls and reads the JSON of the answer.
   * @throws Unreachable when it may go better later, RefusedThere when it will not.
   */
  async call(
    connection: Connection,
    asked: ConnectorCall,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const first = await this.send(connection, asked, await this.signedIn(connection));
    // A token may have been taken back before its time.
    const isStale = first.status === UNAUTHORIZED && this.tokens.delete(connection.key);
    const reply = isStale ? await this.send(connection, asked, await this.signedIn(connection)) : first;
    return { status: reply.status, json: jsonOf(requireSuccess(reply)) };
  }

  private async signedIn(connection: Connection): Promise<Readonly<Record<string, string>>> {
    const { auth } = connection.connector.definition;
    const { secret = '', login = '', password = '' } = connection.credentials;
    if (auth.kind === 'header') return { [(auth.header ?? '').toLowerCase()]: secret };
    if (auth.kind === 'basic')
      return { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` };
    if (auth.kind === 'oauth2') return { authorization: `Bearer ${await this.token(connection)}` };
    return {};
  }

  private async token(connection: Connection): Promise<string> {
    const about = JSON.stringify([connection.baseUrl, connection.credentials]);
    const known = this.tokens.get(connection.key);
    if (known && known.about === about && known.until > this.clock()) return known.text;
    const { auth } = connection.connector.definition;
    const { clientId = '', clientSecret = '' } = connection.credentials;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(auth.scope === undefined ? {} : { scope: auth.scope }),
    });
    const reply = await this.request(`${connection.baseUrl}${auth.tokenPath ?? ''}`, 'POST', {
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const json = jsonOf(requireSuccess(reply));
    const text = valueAtPlace(json, '/access_token');
    if (typeof text !== 'string' || text === '') throw new RefusedThere({ code: 'connector_no_token' });
    const seconds = valueAtPlace(json, '/expires_in');
    const lasts = typeof seconds === 'number' && seconds > 0 ? seconds : TOKEN_SECONDS_DEFAULT;
    const until = later(this.clock(), Math.max(lasts - TOKEN_MARGIN_SECONDS, 0) * 1000);
    this.tokens.set(connection.key, { text, until, about });
    return text;
  }

  private send(
    connection: Connection,
    { method, path, query = {}, headers = {}, body }: ConnectorCall,
    signedIn: Readonly<Record<string, string>>,
  ): Promise<OutsideReply> {
    const parameters = new URLSearchParams(query).toString();
    const url = `${connection.baseUrl}${path}${parameters === '' ? '' : `?${parameters}`}`;
    return this.request(url, method, {
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...headers,
        ...signedIn,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  private async request(
    url: string,
    method: ConnectorCall['method'],
    { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body?: string },
  ): Promise<OutsideReply> {
    try {
      return await requestOutside({
        url,
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        inside: insideOf(this.settings),
      });
    } catch (error) {
      if (error instanceof InsideAddress) throw new RefusedThere({ code: 'connector_inside' });
      if (error instanceof ReplyTooLarge) throw new RefusedThere({ code: 'connector_answer_too_large' });
      throw new Unreachable({ code: 'connector_unreachable', params: { reason: reasonOf(error) } });
    }
  }
}

function requireSuccess(reply: OutsideReply): OutsideReply {
  const { status, text, retryAfterSeconds } = reply;
  if (status >= 200 && status < 300) return reply;
  const params = { status, text: text.slice(0, SNIPPET_LENGTH) };
  if (status >= 500 || PASSING.has(status))
    throw new Unreachable({ code: 'connector_trouble_there', params }, retryAfterSeconds);
  throw new RefusedThere({ code: 'connector_refused_there', params });
}

function jsonOf({ text }: OutsideReply): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RefusedThere({ code: 'connector_no_json', params: { text: text.slice(0, SNIPPET_LENGTH) } });
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string'
    ? code
    : typeof message === 'string' && message !== ''
      ? message
      : 'unknown';
}
