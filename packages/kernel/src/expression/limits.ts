/** Bounds of formulas and conditions; a hostile one must be answered as quickly as an honest one. */
export const FORMULA_LENGTH_MAX = 4000;
export const FORMULA_NESTING_MAX = 100;
export const UNARY_RUN_MAX = 20;
/** Chains that the parser reads by recursion: `a ? b : c ? …` and `2 ^ 2 ^ …`. */
export const RIGHT_CHAIN_MAX = 100;
export const EVALUATION_STEPS_MAX = 200_000;
export const DIGITS_MAX = 400;
export const TEXT_RESULT_LENGTH_MAX = 100_000;
export const CONDITION_DEPTH_MAX = 64;
export const CONDITION_NODES_MAX = 2000;
export const ROUNDING_DIGITS_MAX = 40;
