import { definitionName } from '@dougong/kernel/metadata';
import { Injectable } from '@nestjs/common';
import type { Language } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import type { Bundle, ConflictChoices, Definition, DefinitionKind } from '@dougong/kernel/metadata';
import { makeChangeSet, missingConnections, planPromotion } from '@dougong/kernel/promotion';
import type { ChangeSet, Connections, PromotionPlan, ReleaseContent } from '@dougong/kernel/promotion';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import { checkForPublish } from '../releases/check-for-publish.js';
import { Drafts } from '../releases/drafts.js';
import { Publisher } from '../releases/publisher.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { DesignSettings } from '../releases/requests/design-settings.js';
import { PublishScenarios } from '../releases/requests/publish-scenarios.js';
import { auditedScenarios } from '../scenarios/scenario-verdict.js';
import type { ScenariosNoted } from '../scenarios/scenario-verdict.js';
import { sealChangeSet } from './change-set-file.js';
import { promotionView } from './promotion-view.js';
import type { Considered } from './promotion-view.js';
import type { PromotedView, PromotionView } from './promotion.wire.js';

export interface PromotionWish {
  readonly set: ChangeSet;
  readonly choices?: ConflictChoices | undefined;
  /** For all conflicts of which `choices` says nothing. */
  readonly all?: 'mine' | 'theirs' | undefined;
  readonly comment?: string | undefined;
  readonly language: Language;
}

export interface Promoter extends Partial<AuditSource> {
  readonly actor: string | null;
}

const CONNECTIONS = `
  SELECT ARRAY(SELECT key FROM core.webhook_endpoint WHERE key IS NOT NULL) AS endpoints,
         ARRAY(SELECT key FROM core.rule_hook UNION SELECT hook FROM core.rule_hook_secret) AS hooks`;

const TEMPLATES = `SELECT key, version FROM core.installed_template ORDER BY key`;

/** Takes releases from one installation to another as change sets. */
@Injectable()
export class Promotions {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly publisher: Publisher,
    private readonly drafts: Drafts,
    private readonly settings: DesignSettings,
    private readonly audit: AuditLog,
    private readonly scenarios: PublishScenarios,
  ) {}

  /** The change set of a release over another one, or of all of it. */
  async export(release: number, base?: number): Promise<ChangeSet> {
    const { rows: templates } = await this.database.query<{ key: string; version: string }>(TEMPLATES);
    const over = base === undefined ? undefined : await this.content(base);
    return sealChangeSet(makeChangeSet(await this.content(release), over, templates));
  }

  /** What taking a change set would do; nothing is done. */
  async preview(wish: PromotionWish): Promise<PromotionView> {
    return promotionView(await this.consider(wish), wish.language);
  }

  /** Takes a change set into the drafts, or publishes it at once. A set that was taken already changes nothing. */
  async carryOut(wish: PromotionWish, promoter: Promoter, publish: boolean): Promise<PromotedView> {
    const considered = await this.consider(wish);
    const { plan } = considered;
    const promotion = promotionView(considered, wish.language);
    if (plan.open.length > 0) throw conflictsRefusal(plan);
    if (plan.changes.length === 0)
      return { outcome: 'nothing', release: null, draftRevision: null, promotion };
    if (publish) {
      await this.refuseToPublish(considered);
      const release = await this.publish(considered, wish, promoter);
      return { outcome: 'published', release, draftRevision: null, promotion };
    }
    const draftRevision = await this.draft(considered, promoter);
    return { outcome: 'drafts', release: null, draftRevision, promotion };
  }

  private async consider({ set, choices = {}, all }: PromotionWish): Promise<Considered> {
    const current = await this.releases.refresh();
    const target = current.definitions as unknown as Bundle;
    const first = planPromotion(set, target, choices);
    const plan = all === undefined ? first : planPromotion(set, target, forAll(first, choices, all));
    const checked = checkForPublish(current.number + 1, plan.result);
    const { rows } = await this.database.query<Connections & Record<string, unknown>>(CONNECTIONS);
    const missing = missingConnections(plan.needs, rows[0] ?? { endpoints: [], hooks: [] });
    return { set, plan, current, checked, missing, templates: await this.otherTemplates(set) };
  }

  private async publish(
    { plan, set, current }: Considered,
    { comment }: PromotionWish,
    promoter: Promoter,
  ): Promise<number> {
    const scenarios = await this.scenarios.asRuled(plan.result as unknown as readonly Definition[]);
    const release = await this.publisher.publish({
      definitions: plan.result,
      base: current.number,
      actor: promoter.actor,
      comment: comment ?? `change set ${set.checksum.slice(0, 12)}, release ${set.from.release}`,
      scenarios,
      alongside: (session, number) => this.note(session, { plan, set }, promoter, number, scenarios),
    });
    return release.number;
  }

  /** Drafts of the same definitions would say what was in force before; whoever works on them comes first. */
  private async refuseToPublish({ plan }: Considered): Promise<void> {
    const { publishApproval } = await this.settings.read();
    if (publishApproval !== null) throw new Refusal(409, 'promotion_needs_approval');
    const planned = new Set(plan.changes.map(definitionName));
    const { drafts } = await this.drafts.read();
    const found = drafts.find(({ kind, key }) => planned.has(definitionName({ kind, key })));
    if (found)
      throw new Refusal(409, 'promotion_meets_draft', [], { params: { name: definitionName(found) } });
  }

  private async draft({ plan, set }: Considered, promoter: Promoter): Promise<number> {
    const result = new Map(
      plan.result.map((each) => [`${String(each['kind'])}/${String(each['key'])}`, each]),
    );
    const writes = plan.changes.map(({ kind, key }) => ({
      kind: kind as DefinitionKind,
      key,
      definition: (result.get(definitionName({ kind, key })) ?? null) as Definition | null,
    }));
    const { actor, ...source } = promoter;
    const { revision } = await this.drafts.putWhereFree(
      writes,
      actor === null ? undefined : { id: actor, ...source },
      (session) => this.note(session, { plan, set }, promoter),
    );
    return revision;
  }

  private note(
    session: SqlSession,
    { plan, set }: Pick<Considered, 'plan' | 'set'>,
    promoter: Promoter,
    release?: number,
    scenarios: ScenariosNoted = null,
  ): Promise<void> {
    return this.audit.write(session, {
      ...promoter,
      action: release === undefined ? 'promote_to_drafts' : 'promote',
      outcome: 'done',
      changes: [
        { path: '/changeSet', new: set.checksum },
        ...plan.changes.map(({ kind, key, change }) => ({ path: `/${kind}/${key}`, change })),
        ...auditedScenarios(scenarios),
      ],
      ...(release === undefined ? {} : { release }),
    });
  }

  private async content(number: number): Promise<ReleaseContent> {
    const { rows } = await this.database.query<{ definitions: Definition[] }>(
      'SELECT definitions FROM core.release WHERE number = $1',
      [number],
    );
    const [found] = rows;
    if (!found) throw new Refusal(404, 'no_such_release', [], { params: { number } });
    return { number, definitions: found.definitions };
  }

  private async otherTemplates({ templates }: ChangeSet): Promise<PromotionView['templates']> {
    const { rows } = await this.database.query<{ key: string; version: string }>(TEMPLATES);
    const here = new Map(rows.map(({ key, version }) => [key, version]));
    return templates
      .map(({ key, version }) => ({ key, there: version, here: here.get(key) ?? null }))
      .filter((each) => each.there !== each.here);
  }
}

function forAll(plan: PromotionPlan, choices: ConflictChoices, all: 'mine' | 'theirs'): ConflictChoices {
  return { ...Object.fromEntries(plan.open.map(({ id }) => [id, all])), ...choices };
}

function conflictsRefusal({ open }: PromotionPlan): Refusal {
  const issues = open.map(({ id, pointer }) => issue('promotion_conflict', pointer, { id }));
  return new Refusal(409, 'promotion_conflicts', issues, { params: { count: open.length } });
}
