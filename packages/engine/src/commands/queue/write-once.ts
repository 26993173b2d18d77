import type { SettledPosting } from '@dougong/kernel/commands';
import { balanceKey } from '@dougong/kernel/registers';
import type { SettledCommand } from '../posting-path.js';

/**
 * The same commands, each balance only in the last one that touches it: what those before leave is never seen, because all of them
 * commit together.
 */
export function balancesWrittenOnce(commands: readonly SettledCommand[]): readonly SettledCommand[] {
  const written = new Set<string>();
  return commands
    .toReversed()
    .map((command) => withoutThose(command, written))
    .toReversed();
}

function withoutThose(command: SettledCommand, written: Set<string>): SettledCommand {
  const settled = command.posted.settled
    .toReversed()
    .map((posting) => lastBalances(posting, written))
    .toReversed();
  return { ...command, posted: { ...command.posted, settled } };
}

function lastBalances({ request, settlement }: SettledPosting, written: Set<string>): SettledPosting {
  const balances = settlement.balances.filter(({ register, key }) => {
    const text = balanceKey(register, key);
    const isLast = !written.has(text);
    written.add(text);
    return isLast;
  });
  return { request, settlement: { ...settlement, balances } };
}
