import { Inject, Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import type { TemplateManifest } from '@dougong/kernel/metadata';
import { AuditLog } from '../audit/audit-log.js';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { notFound, Refusal } from '../http/refusal.js';
import { CLOCK, ID_SOURCE, SETTINGS } from '../ports.js';
import { loadPackage } from './load-template.js';
import type { LoadedTemplate } from './load-template.js';
import { readPackage } from './package/package-file.js';
import type { PackageFile } from './package/package-file.js';
import { fingerprintOf, trustOf } from './package/package-signature.js';
import type { Trust } from './package/package-signature.js';
import { SHIPPED, ShippedTemplates } from './gallery/shipped-templates.js';
import type { ChangeSource } from './template-changes.js';

/** What a package says about itself, and how far it can be trusted. */
export interface PackageView {
  readonly key: string;
  readonly title: Localized;
  readonly version: string;
  readonly platform: string | null;
  readonly dependencies: NonNullable<TemplateManifest['dependencies']>;
  readonly parameters: NonNullable<TemplateManifest['parameters']>;
  readonly definitions: number;
  readonly files: number;
  readonly integrity: string;
  readonly trust: Trust;
  /** Fingerprint of the key that signed it. */
  readonly signedBy: string | null;
}

/** A package that waits to be installed. */
export interface WaitingPackage {
  readonly id: string;
  readonly sentAt: string;
  readonly loaded: LoadedTemplate;
  readonly view: PackageView;
}

/** How long a package waits to be installed, and how many may wait. */
const WAITS_HOURS = 24;
const WAITING_MAX = 20;

const CLEAN = `
  DELETE FROM core.template_package p
   WHERE p.sent_at < $1::timestamptz - make_interval(hours => ${WAITS_HOURS})
      OR p.id IN (SELECT id FROM core.template_package ORDER BY sent_at DESC, id OFFSET ${WAITING_MAX - 1})`;

const WAITING = `
  SELECT id, sent_at AS "sentAt", bytes FROM core.template_package
   WHERE sent_at >= $1::timestamptz - make_interval(hours => ${WAITS_HOURS}) ORDER BY sent_at DESC, id`;

interface WaitingRow {
  readonly id: string;
  readonly sentAt: string;
  readonly bytes: Buffer;
  readonly [column: string]: unknown;
}

/** Packages that were sent over HTTP: they wait a day to be looked at and installed. */
@Injectable()
export class SentPackages {
  /** What waiting packages hold, by id; packages never change. */
  private readonly opened = new Map<string, WaitingPackage>();

  constructor(
    private readonly shipped: ShippedTemplates,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Keeps a package that is whole; tells what it is. */
  async keep(
    bytes: Buffer,
    source: ChangeSource & { readonly actor: string },
  ): Promise<PackageView & { readonly id: string }> {
    const read = this.open(bytes);
    const loaded = await loadPackage(read);
    const { key, version } = loaded.template.manifest;
    const [id, now] = [this.ids(), this.clock()];
    await this.database.transaction(async (session) => {
      await session.query(CLEAN, [now]);
      await session.query(
        'INSERT INTO core.template_package (id, key, version, bytes, sent_at, sent_by) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, key, version, bytes, now, source.actor],
      );
      await this.audit.write(session, {
        ...source,
        action: 'template:send',
        outcome: 'done',
        changes: [{ path: `/template/${key}`, after: version }],
      });
    });
    return { id, ...this.viewOf(read, loaded) };
  }

  /** The packages that wait, the latest first. */
  async waiting(): Promise<readonly WaitingPackage[]> {
    const { rows } = await this.database.query<WaitingRow>(WAITING, [this.clock()]);
    const found: WaitingPackage[] = [];
    for (const row of rows) found.push(this.opened.get(row.id) ?? (await this.opening(row)));
    this.opened.clear();
    for (const each of found) this.opened.set(each.id, each);
    return found;
  }

  /**
   * The templates of packages that were sent or are shipped, the one that is meant first. Shipped ones bring those that they
   * stand on; where several bring the same one, the first is taken.
   */
  async load(
    ids: readonly [string, ...string[]],
    allowUnsigned: boolean,
  ): Promise<readonly [LoadedTemplate, ...LoadedTemplate[]]> {
    const found = (await Promise.all(ids.map((id) => this.loadOne(id, allowUnsigned)))).flat();
    const byKey = new Map<string, LoadedTemplate>();
    for (const each of found) {
      const { key } = each.template.manifest;
      if (!byKey.has(key)) byKey.set(key, each);
    }
    const [first, ...others] = byKey.values();
    return [first!, ...others];
  }

  /** Reads a package, refusing a broken signature. */
  open(bytes: Buffer): PackageFile {
    const read = readPackage(bytes);
    if (this.trustOf(read) === 'invalid') throw new Refusal(422, 'package_signature_invalid');
    return read;
  }

  /** Refuses what nobody known has signed, unless that is allowed. */
  requireTrust(read: PackageFile, allowUnsigned: boolean): void {
    const trust = this.trustOf(read);
    if (trust === 'trusted' || allowUnsigned) return;
    const signedBy = read.signature ? fingerprintOf(read.signature.key) : undefined;
    throw new Refusal(422, trust === 'unsigned' ? 'package_unsigned' : 'package_untrusted', [], {
      params: { signedBy },
    });
  }

  viewOf(read: PackageFile, { template, files, integrity }: LoadedTemplate): PackageView {
    const { key, title, version, platform = null, dependencies = [], parameters = [] } = template.manifest;
    return {
      key,
      title,
      version,
      platform,
      dependencies,
      parameters,
      definitions: template.definitions.length,
      files: files.size,
      integrity,
      trust: this.trustOf(read),
      signedBy: read.signature ? fingerprintOf(read.signature.key) : null,
    };
  }

  private trustOf({ checksums, signature }: PackageFile): Trust {
    return trustOf(checksums, signature, this.settings.trustedKeys);
  }

  private async opening({ id, sentAt, bytes }: WaitingRow): Promise<WaitingPackage> {
    const read = readPackage(bytes);
    const loaded = await loadPackage(read);
    return { id, sentAt, loaded, view: this.viewOf(read, loaded) };
  }

  private async loadOne(id: string, allowUnsigned: boolean): Promise<readonly LoadedTemplate[]> {
    if (id.startsWith(SHIPPED)) return this.shipped.load(id.slice(SHIPPED.length));
    const { rows } = await this.database.query<{ bytes: Buffer }>(
      'SELECT bytes FROM core.template_package WHERE id = $1',
      [id],
    );
    const bytes = rows[0]?.bytes;
    if (!bytes) throw notFound();
    const read = this.open(bytes);
    this.requireTrust(read, allowUnsigned);
    return [await loadPackage(read)];
  }
}
