/** The period of a business date (ISO date): the first day of its month. */
export function periodOf(businessDate: string): string {
  return `${businessDate.slice(0, 7)}-01`;
}
