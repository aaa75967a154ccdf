/** When a case of bill and blame was billed or disputed last; null: neither. Who settles, corrects or disputes what stands there says that they saw this. @param billedAt,objectedAt ISO instants */
export const lastCaseStep = ({ billedAt, objectedAt }: { readonly billedAt: string | null; readonly objectedAt: string | null }): string | null => {
  if (billedAt === null || objectedAt === null) return billedAt ?? objectedAt;
  return Date.parse(billedAt) > Date.parse(objectedAt) ? billedAt : objectedAt;
};
