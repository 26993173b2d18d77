import { Injectable } from '@nestjs/common';
import { changesBetween } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';
import { checkCompleteness, COMPLETENESS_RULES } from '@dougong/kernel/templates';
import type { CompletenessFinding } from '@dougong/kernel/templates';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { Drafts, withDrafts } from '../releases/drafts.js';
import type { DraftActor } from '../releases/drafts/draft-book.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { installedWishes } from './completeness-wishes.js';

/** What was looked at: the definitions in force with all drafts put in. */
interface Looked {
  readonly revision: number;
  readonly definitions: readonly Definition[];
  readonly findings: readonly CompletenessFinding[];
}

/** Gaps in the processes of the installed application, and what closes them. */
@Injectable()
export class Completeness {
  constructor(
    private readonly database: Database,
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** Everything that is looked for and found, drafts included. */
  async read() {
    const { revision, definitions, findings } = await this.look();
    const rules = COMPLETENESS_RULES.map(({ kind, title, description }) => ({ kind, title, description }));
    return { revision, rules, findings: findings.map((found) => wireFinding(found, definitions)) };
  }

  /** Puts what a finding offers into the drafts. */
  async fix(id: string, actor: DraftActor, seen: number | undefined) {
    const { findings } = await this.look();
    const found = findings.find((each) => each.id === id);
    if (!found) throw new Refusal(404, 'gap_gone', [], { params: { id } });
    if (!found.fix) throw new Refusal(409, 'gap_without_fix', [], { params: { id } });
    const { revision } = await this.drafts.putAll(found.fix.definitions, actor, seen);
    return { revision, drafts: found.fix.definitions.map(({ kind, key }) => ({ kind, key })) };
  }

  private async look(): Promise<Looked> {
    const { revision, drafts } = await this.drafts.read();
    const published = (await this.releases.refresh()).definitions;
    const definitions = withDrafts(published, drafts);
    return {
      revision,
      definitions,
      findings: checkCompleteness(definitions, await installedWishes(this.database)),
    };
  }
}

/** A finding as it travels and as the command prints it: with its sentence in both languages, its fix as operations too. */
export function wireFinding(found: CompletenessFinding, definitions: readonly Definition[]) {
  const { id, rule, severity = 'error', code, definition, path, params = {}, fix } = found;
  return {
    id,
    rule,
    severity,
    code,
    kind: definition.kind,
    key: definition.key,
    pointer: path,
    params,
    sentence: { 'zh-CN': sentence(code, params, 'zh-CN'), en: sentence(code, params, 'en') },
    ...(fix
      ? { fix: { title: fix.title, definitions: fix.definitions.map((each) => wireFix(each, definitions)) } }
      : {}),
  };
}

function wireFix(definition: Definition, definitions: readonly Definition[]) {
  const { kind, key } = definition;
  const before = definitions.find((each) => each.kind === kind && each.key === key);
  const operations = before ? changesBetween(before, definition) : [];
  return { kind, key, isNew: before === undefined, operations, definition };
}
