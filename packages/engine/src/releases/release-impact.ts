import { Injectable } from '@nestjs/common';
import { describeChanges } from '@dougong/kernel/changes';
import { Drafts, withDrafts } from './drafts.js';
import { ApiImpacts } from './impact/api-impacts.js';
import { FlowImpacts } from './impact/flow-impacts.js';
import { FormImpacts } from './impact/form-impacts.js';
import type { ReleaseImpactWire } from './impact/impact.wire.js';
import { RoleImpacts } from './impact/role-impacts.js';
import { ReleaseRegistry } from './release-registry.js';

/** What publishing all drafts would mean: for work under way, data, rights and programs. */
@Injectable()
export class ReleaseImpacts {
  constructor(
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
    private readonly flows: FlowImpacts,
    private readonly forms: FormImpacts,
    private readonly roles: RoleImpacts,
    private readonly api: ApiImpacts,
  ) {}

  async read(): Promise<ReleaseImpactWire> {
    const { revision, drafts } = await this.drafts.read();
    const current = await this.releases.refresh();
    const after = withDrafts(current.definitions, drafts);
    const described = describeChanges(current.definitions, after);
    const [flows, forms, { roles, users }] = await Promise.all([
      this.flows.read(drafts, current),
      this.forms.read(described, after),
      this.roles.read(described),
    ]);
    return { revision, flows, forms, roles, users, consumers: await this.api.read(forms, current) };
  }
}
