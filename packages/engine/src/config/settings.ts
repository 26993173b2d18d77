import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { durationMilliseconds } from '@dougong/kernel/foundation';
import { isNetwork } from '../channels/private-networks.js';
import { readPublicUrl, readSecretKey, readSignInProviders } from './identity-settings.js';
import { readAddress, readOrigins } from './origins.js';
import type { SignInProvider } from './identity-settings.js';

/** What this process does; several processes may share one database and split the work. */
export type ProcessRole = 'web' | 'worker';

/** Everything that the environment decides, read once at start. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Connection of the application role; without it the embedded server is started. */
  readonly databaseUrl: string | undefined;
  /** Connection of the role that owns the tables: migrations, publishing and LISTEN. */
  readonly databaseOwnerUrl: string | undefined;
  /** Connection of a role that may create databases, for scenarios alone; without it the owner makes them where it may. */
  readonly scenarioDatabaseUrl: string | undefined;
  readonly dataDir: string;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly poolSize: number;
  readonly logLevel: string;
  /** Whether a reverse proxy in front may say who the client is and that it came by https. */
  readonly trustProxy: boolean;
  /** Whether answers carry a Server-Timing header with the round trips and statements they cost. */
  readonly measure: boolean;
  /** Whether webhooks may go to loopback and private addresses. */
  readonly webhooksToPrivateNetworks: boolean;
  /** Addresses and networks inside that webhooks and channels may reach all the same. */
  readonly allowedNetworks: readonly string[];
  /** How many firings of each rule are kept to look at; 0 keeps failures alone. */
  readonly ruleTraces: number;
  /** How long rules and formulas of one save may take, in milliseconds. */
  readonly saveBudgetMs: number;
  /** How many new documents are posted in one transaction when they come at the same time; 1: each in its own. */
  readonly postTogether: number;
  /** How often one caller may call one webhook address within a minute. */
  readonly hookCallsPerMinute: number;
  /** How many requests one account may make within a minute; 0: any number. */
  readonly requestsPerPrincipal: number;
  /** How many requests to the API one address may send within a minute, whoever is there; 0: any number. */
  readonly requestsPerAddress: number;
  /** Origins of other sites whose pages may call the API with a key; none unless named. */
  readonly allowedOrigins: readonly string[];
  /** With which figures are read at /metrics; without it there are none. */
  readonly metricsToken: string | undefined;
  /** How long after the first sign of an end this process goes on taking requests, in milliseconds, so that others take over. */
  readonly drainMs: number;
  /** Where traces are sent (OTLP over HTTP); nowhere when left out. */
  readonly tracesUrl: string | undefined;
  /** Whether assistants may use the engine over the Model Context Protocol. */
  readonly assistants: boolean;
  /** With which the command line asks an engine elsewhere. */
  readonly apiKey: string | undefined;
  /** Public keys (ed25519, SPKI in base64) whose signatures on template packages are trusted. */
  readonly trustedKeys: readonly string[];
  /** Folder of the templates that the gallery offers; those that come with the platform when left out. */
  readonly templatesDir: string | undefined;
  /** Folder for backups; without it nobody makes any by himself or over HTTP. */
  readonly backupDir: string | undefined;
  /** How long after a backup the worker makes the next one, in milliseconds; without it nobody makes any by himself. */
  readonly backupEveryMs: number | undefined;
  /** How many backups in the folder are kept. */
  readonly backupsKept: number;
  /** Locks every backup that is made. */
  readonly backupPassphrase: string | undefined;
  /** Locks what must be read again but not lie open: secrets of second factors. The embedded server needs none. */
  readonly secretKey: Buffer | undefined;
  /** Where people reach the application, for links in invitations and for providers outside. */
  readonly publicUrl: string | undefined;
  /** Providers outside that vouch for people. */
  readonly signInProviders: readonly SignInProvider[];
  /** Private key (ed25519, PEM) that signs anchors; without it one is made in the data folder. */
  readonly anchorKey: string | undefined;
  /** How long after an anchor the worker makes the next one, in milliseconds. */
  readonly anchorEveryMs: number;
  /** Folder, best on another machine's disk, to which every anchor is written too. */
  readonly anchorDir: string | undefined;
}

/** Raised with every bad variable at once, so that an operator corrects the environment in one go. */
export class BadSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`the environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'BadSettings';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const PROCESS_ROLES: readonly ProcessRole[] = ['web', 'worker'];
const POOL_SIZE_DEFAULT = 16;
const POOL_SIZE_MAX = 200;
const RULE_TRACES_DEFAULT = 20;
const RULE_TRACES_MAX = 10_000;
const SAVE_BUDGET_MS_DEFAULT = 2000;
const SAVE_BUDGET_MS_MIN = 100;
const SAVE_BUDGET_MS_MAX = 60_000;
const POST_TOGETHER_DEFAULT = 50;
const POST_TOGETHER_MAX = 200;
const BACKUP_EVERY_MS_MIN = 600_000;
const BACKUPS_KEPT_DEFAULT = 14;
const BACKUPS_KEPT_MAX = 1000;
/** What is shorter is tried out too soon. */
export const PASSPHRASE_LENGTH_MIN = 12;
const ANCHOR_EVERY_MS_MIN = 60_000;
const ANCHOR_EVERY_MS_DEFAULT = 86_400_000;
const HOOK_CALLS_DEFAULT = 300;
const HOOK_CALLS_MAX = 1_000_000;
const MS_PER_SECOND = 1000;
const DRAIN_SECONDS_MAX = 20;
const REQUESTS_MAX = 100_000_000;

/**
 * Reads the settings from environment variables.
 * @throws BadSettings listing all variables that are wrong.
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const reader = new EnvironmentReader(environment, problems);
  const settings: Settings = {
    port: reader.integer('PORT', 3000, 0, 65_535),
    host: reader.text('HOST') ?? '127.0.0.1',
    databaseUrl: reader.databaseUrl('DATABASE_URL'),
    databaseOwnerUrl: reader.databaseUrl('DATABASE_OWNER_URL'),
    scenarioDatabaseUrl: reader.databaseUrl('DOUGONG_SCENARIO_DATABASE_URL'),
    dataDir: resolve(reader.text('DOUGONG_DATA_DIR') ?? '.dougong'),
    roles: reader.choices('DOUGONG_ROLES', PROCESS_ROLES),
    poolSize: reader.integer('DOUGONG_POOL_SIZE', POOL_SIZE_DEFAULT, 2, POOL_SIZE_MAX),
    logLevel: reader.choice('DOUGONG_LOG_LEVEL', LOG_LEVELS, 'info'),
    trustProxy: reader.flag('DOUGONG_TRUST_PROXY'),
    measure: reader.flag('DOUGONG_MEASURE'),
    webhooksToPrivateNetworks: reader.flag('DOUGONG_WEBHOOKS_TO_PRIVATE_NETWORKS'),
    allowedNetworks: reader.networks('DOUGONG_ALLOWED_NETWORKS'),
    ruleTraces: reader.integer('DOUGONG_RULE_TRACES', RULE_TRACES_DEFAULT, 0, RULE_TRACES_MAX),
    saveBudgetMs: reader.integer(
      'DOUGONG_SAVE_BUDGET_MS',
      SAVE_BUDGET_MS_DEFAULT,
      SAVE_BUDGET_MS_MIN,
      SAVE_BUDGET_MS_MAX,
    ),
    postTogether: reader.integer('DOUGONG_POST_TOGETHER', POST_TOGETHER_DEFAULT, 1, POST_TOGETHER_MAX),
    hookCallsPerMinute: reader.integer(
      'DOUGONG_HOOK_CALLS_PER_MINUTE',
      HOOK_CALLS_DEFAULT,
      1,
      HOOK_CALLS_MAX,
    ),
    requestsPerPrincipal: reader.integer('DOUGONG_REQUESTS_PER_PRINCIPAL', 6000, 0, REQUESTS_MAX),
    requestsPerAddress: reader.integer('DOUGONG_REQUESTS_PER_ADDRESS', 60_000, 0, REQUESTS_MAX),
    allowedOrigins: readOrigins('DOUGONG_ALLOWED_ORIGINS', reader.text('DOUGONG_ALLOWED_ORIGINS'), problems),
    metricsToken: reader.passphrase('DOUGONG_METRICS_TOKEN'),
    drainMs: reader.integer('DOUGONG_DRAIN_SECONDS', 0, 0, DRAIN_SECONDS_MAX) * MS_PER_SECOND,
    tracesUrl: readAddress(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      reader.text('OTEL_EXPORTER_OTLP_ENDPOINT'),
      problems,
    ),
    assistants: reader.flag('DOUGONG_ASSISTANTS'),
    apiKey: reader.text('DOUGONG_API_KEY'),
    trustedKeys: (reader.text('DOUGONG_TRUSTED_KEYS') ?? '').split(/[\s,]+/).filter((key) => key !== ''),
    templatesDir: reader.folder('DOUGONG_TEMPLATES_DIR'),
    backupDir: reader.folder('DOUGONG_BACKUP_DIR'),
    backupEveryMs: reader.duration('DOUGONG_BACKUP_EVERY', BACKUP_EVERY_MS_MIN),
    backupsKept: reader.integer('DOUGONG_BACKUP_KEEP', BACKUPS_KEPT_DEFAULT, 1, BACKUPS_KEPT_MAX),
    backupPassphrase: reader.passphrase('DOUGONG_BACKUP_PASSPHRASE'),
    secretKey: readSecretKey('DOUGONG_SECRET_KEY', reader.text('DOUGONG_SECRET_KEY'), problems),
    publicUrl: readPublicUrl('DOUGONG_PUBLIC_URL', reader.text('DOUGONG_PUBLIC_URL'), problems),
    signInProviders: readSignInProviders('DOUGONG_OIDC', reader.text('DOUGONG_OIDC'), problems),
    anchorKey: reader.signingKey('DOUGONG_ANCHOR_KEY'),
    anchorEveryMs: reader.duration('DOUGONG_ANCHOR_EVERY', ANCHOR_EVERY_MS_MIN) ?? ANCHOR_EVERY_MS_DEFAULT,
    anchorDir: reader.folder('DOUGONG_ANCHOR_DIR'),
  };
  if (settings.databaseOwnerUrl && !settings.databaseUrl) {
    problems.push('DATABASE_OWNER_URL is set, but DATABASE_URL is not');
  }
  if (settings.backupEveryMs !== undefined && settings.backupDir === undefined) {
    problems.push('DOUGONG_BACKUP_EVERY is set, but DOUGONG_BACKUP_DIR is not');
  }
  if (settings.signInProviders.length > 0 && settings.publicUrl === undefined) {
    problems.push('DOUGONG_OIDC is set, but DOUGONG_PUBLIC_URL is not: providers send people back there');
  }
  if (problems.length > 0) throw new BadSettings(problems);
  return settings;
}

function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

class EnvironmentReader {
  constructor(
    private readonly environment: Environment,
    private readonly problems: string[],
  ) {}

  /** The value of a variable, or the content of the file that `<NAME>_FILE` names, as secrets are mounted. */
  text(name: string): string | undefined {
    const file = this.environment[`${name}_FILE`];
    if (file) return this.fileText(`${name}_FILE`, file);
    const value = this.environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  folder(name: string): string | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : resolve(text);
  }

  duration(name: string, leastMs: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const length = durationMilliseconds(text);
    if (length.ok && length.value >= leastMs) return length.value;
    this.problems.push(`${name} must be a duration like PT12H or P1D, at least ${leastMs / 60_000} minutes`);
    return undefined;
  }

  networks(name: string): readonly string[] {
    const found = (this.text(name) ?? '').split(/[\s,]+/).filter((part) => part !== '');
    for (const part of found.filter((each) => !isNetwork(each)))
      this.problems.push(
        `${name} holds "${part}", which is no address or network like 10.0.5.7 or 10.0.5.0/24`,
      );
    return found.filter(isNetwork);
  }

  /** Never repeated in a message. */
  passphrase(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined || text.length >= PASSPHRASE_LENGTH_MIN) return text;
    this.problems.push(`${name} must have at least ${PASSPHRASE_LENGTH_MIN} characters`);
    return undefined;
  }

  /** Never repeated in a message. */
  signingKey(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined || isSigningKey(text)) return text;
    this.problems.push(
      `${name} must be an ed25519 private key in PEM, as "dougong template keygen FILE" makes one`,
    );
    return undefined;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.problems.push(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
    return fallback;
  }

  flag(name: string): boolean {
    return ['1', 'true'].includes(this.choice(name, ['0', '1', 'false', 'true'], '0'));
  }

  choice(name: string, allowed: readonly string[], fallback: string): string {
    const text = this.text(name) ?? fallback;
    if (allowed.includes(text)) return text;
    this.problems.push(`${name} must be one of ${allowed.join(', ')}, not "${text}"`);
    return fallback;
  }

  choices<T extends string>(name: string, allowed: readonly T[]): ReadonlySet<T> {
    const text = this.text(name);
    if (text === undefined) return new Set(allowed);
    const named = text.split(',').map((part) => part.trim());
    const chosen = allowed.filter((value) => named.includes(value));
    if (chosen.length !== named.length) {
      this.problems.push(`${name} must be a comma-separated list of ${allowed.join(', ')}, not "${text}"`);
    }
    return new Set(chosen);
  }

  /** Never repeats the value in the message: it holds a password. */
  databaseUrl(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
    this.problems.push(`${name} must be a URL like postgres://user:password@host:5432/database`);
    return undefined;
  }

  private fileText(name: string, file: string): string | undefined {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      this.problems.push(`${name} names a file that cannot be read: ${file}`);
      return undefined;
    }
  }
}
