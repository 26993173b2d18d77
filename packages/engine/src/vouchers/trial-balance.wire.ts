import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';

/** Sums of vouchers as they travel; amounts are decimals as text. */
export const TrialBalanceWire = Type.Object({
  organisation: Type.Union([Type.String(), Type.Null()], { description: 'null: the whole' }),
  isEliminated: Type.Literal(false, {
    description: 'what organisations owe each other still stands in the whole, on both sides',
  }),
  data: Type.Array(
    Type.Object({
      account: Type.String(),
      title: LocalizedText,
      opening: Type.String({ description: 'debit less credit of what was booked before `from`' }),
      debit: Type.String(),
      credit: Type.String(),
      balance: Type.String({ description: 'debit less credit between the two days' }),
      closing: Type.String({ description: 'opening and balance together' }),
    }),
  ),
  opening: Type.String({ description: 'nothing, if the books balance' }),
  debit: Type.String(),
  credit: Type.String(),
  closing: Type.String({ description: 'nothing, if the books balance' }),
});
