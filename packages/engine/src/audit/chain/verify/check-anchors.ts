import type { Checked, Difference } from '../../../registers/seals/verify/difference.js';
import { TOLD_MAX } from '../../../registers/seals/verify/difference.js';
import type { LedgerCheck } from '../../../registers/seals/verify/ledger-check.js';
import { hashOfAnchor, isGenuine } from '../../anchors/anchor-document.js';
import type { AnchorDocument } from '../../anchors/anchor-document.js';
import { whichHold } from '../../anchors/chain-heads.js';
import type { Asks } from '../../anchors/chain-heads.js';

/** The anchors that are kept are genuine, follow each other, and hold against the chains. */

const KEPT = `SELECT id::text, document FROM core.audit_anchor ORDER BY audit_anchor.id`;

interface KeptRow extends Record<string, unknown> {
  readonly id: string;
  readonly document: AnchorDocument;
}

export const checkAnchors: LedgerCheck = {
  name: 'anchors',
  async run({ client }) {
    const { rows } = await client.query<KeptRow>(KEPT);
    const differences: Difference[] = [];
    let before: AnchorDocument | undefined;
    for (const { id, document } of rows) {
      differences.push(...(await faultsOf(client, document, id)));
      if (document.previous !== (before ? hashOfAnchor(before) : null))
        differences.push({ part: 'anchor', anchor: id, reason: 'it does not follow the anchor before' });
      before = document;
    }
    return { figures: { anchors: rows.length }, differences: differences.slice(0, TOLD_MAX) };
  },
};

/** The same for an anchor that somebody kept elsewhere. */
export async function checkKeptAnchor(asks: Asks, document: AnchorDocument): Promise<Checked> {
  return { figures: {}, differences: await faultsOf(asks, document) };
}

async function faultsOf(asks: Asks, document: AnchorDocument, id?: string): Promise<Difference[]> {
  const place = { part: 'anchor', ...(id === undefined ? {} : { anchor: id }) } as const;
  if (!isGenuine(document)) return [{ ...place, reason: 'its signature is not that of its key' }];
  const holds = await whichHold(asks, document);
  const { audit, releases, ledger, at } = document;
  const lost = [
    ...(holds.audit ? [] : [`seal ${audit?.seal} of the audit, through entry ${audit?.through}`]),
    ...(holds.releases ? [] : [`release ${releases?.through}`]),
    ...(holds.ledger ? [] : [`seal ${ledger?.seal} of the ledger, through posting ${ledger?.through}`]),
  ];
  const reason = `it was signed at ${at} over what is not there any more, or is another`;
  return lost.map((what) => ({ ...place, reason: `${reason}: ${what}` }));
}
