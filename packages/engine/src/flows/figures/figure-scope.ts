import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledFlow } from '@dougong/kernel/flows';
import type { Parameters } from '../../database/sql-text.js';
import { notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { formOf, readGrant } from '../../records/form-grant.js';
import { recordTables } from '../../records/record-table.js';
import { rowScopeSql } from '../../records/row-scope.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { administers } from '../flow-rights.js';

/** A flow whose figures somebody asks for, with the release that says what he may see. */
export interface AskedFlow {
  readonly subject: Subject;
  readonly flow: CompiledFlow;
  readonly release: CompiledRelease;
}

/** Whose instances count: those on records that the subject may see; all for those who administer the flow. */
@Injectable()
export class FigureScope {
  constructor(private readonly releases: ReleaseRegistry) {}

  /** Refuses a flow that is not there. */
  async flow(subject: Subject, key: string): Promise<AskedFlow> {
    const release = await this.releases.current();
    const flow = release.flows.get(key);
    if (!flow) throw notFound();
    return { subject, flow, release };
  }

  /** SQL that a visible instance `i` meets. Refuses whoever does not read the form. */
  sql({ subject, flow, release }: AskedFlow, parameters: Parameters): string {
    const { definition } = flow;
    if (administers(subject, definition)) return 'true';
    const model = formOf(release, definition.form);
    const { rows } = readGrant(release, subject, model);
    const [condition] = rowScopeSql(rows, { release, subject, form: model.key, alias: 'r', parameters });
    if (condition === undefined) return 'true';
    const { header } = recordTables(model);
    return `EXISTS (SELECT 1 FROM ${header.name} r WHERE r.id = i.record_id AND ${condition})`;
  }
}
