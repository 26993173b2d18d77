/** Bounds of every loop, size and depth, each with its unit. One place, so that an operator can read them all. */
export const LINES_PER_DOCUMENT_MAX = 5000;
export const TEXT_LENGTH_MAX = 10_000;
export const DECIMAL_DIGITS_MAX = 18;
export const DECIMAL_SCALE_MAX = 10;
export const RULE_ROUNDS_MAX = 5;
export const RULE_ACTIONS_MAX = 1000;
export const FLOW_AUTO_STEPS_MAX = 1000;
export const CHAIN_DEPTH_MAX = 8;
export const NEEDS_ROUNDS_MAX = 3;
export const PAGE_ROWS_MAX = 1000;
/** How far ahead working time is reckoned, in days: a century. */
export const CALENDAR_DAYS_MAX = 36_525;
export const HOLIDAY_DAYS_MAX = 366;
