import { coversRecord, relationOf } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { kernelSubject } from '../identity/kernel-subject.js';
import { hiddenAtNodes } from '../records/hidden-at-nodes.js';
import type { CommandRun } from './command-run.js';
import type { RecordFacts } from './fact-store.js';

/** The fields of the record that nodes of flows hide from whoever sends the command, beside what his roles hide. */
export async function hiddenFrom(
  { request: { subject }, release, people, command }: CommandRun,
  { ownNodes, record }: RecordFacts,
  load: (number: number) => Promise<CompiledRelease>,
): Promise<ReadonlySet<string>> {
  if (ownNodes.length === 0) return new Set();
  const grant = release.access.can(kernelSubject(subject), command.form, 'read');
  const byRole =
    record !== null &&
    record !== undefined &&
    coversRecord(
      grant,
      relationOf(record, {
        actor: subject.id,
        involved: false,
        people,
        organisation: subject.organisation,
        organisationField: release.models.get(command.form)?.organisationField,
      }),
    );
  return hiddenAtNodes(ownNodes, byRole, load);
}
