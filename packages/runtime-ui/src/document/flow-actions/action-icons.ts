import {
  BellRing,
  Ban,
  CornerUpLeft,
  Forward,
  Handshake,
  RotateCcw,
  Send,
  Undo2,
  UserRoundMinus,
  UserRoundPlus,
  type LucideIcon,
} from 'lucide-react';

/** What the actions on flows look like; others have no picture. */
export const ACTION_ICONS: Readonly<Record<string, LucideIcon>> = {
  transfer: Forward,
  delegate: Handshake,
  'add-sign': UserRoundPlus,
  'remove-sign': UserRoundMinus,
  return: CornerUpLeft,
  resubmit: Send,
  recall: Undo2,
  revoke: Ban,
  'take-back': RotateCcw,
  urge: BellRing,
};
