import {
  Banknote,
  Coins,
  FileCheck,
  HandCoins,
  PackageOpen,
  Receipt,
  ReceiptText,
  SearchCheck,
  ShoppingCart,
  Store,
  Undo2,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import { navIcon } from '@dougong/ui/shell';

/** Names of lucide with underscores, beside those that the shell knows. */
const MORE_ICONS: Readonly<Record<string, LucideIcon>> = {
  banknote: Banknote,
  cart: ShoppingCart,
  coins: Coins,
  file_check: FileCheck,
  hand_coins: HandCoins,
  package_open: PackageOpen,
  receipt: Receipt,
  receipt_text: ReceiptText,
  return: Undo2,
  search_check: SearchCheck,
  store: Store,
  wrench: Wrench,
};

/** The icon that a menu entry names; an unknown name draws a plain sheet. */
export function menuIcon(name: string | undefined): LucideIcon {
  return (name === undefined ? undefined : MORE_ICONS[name]) ?? navIcon(name);
}
