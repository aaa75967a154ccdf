interface Disputed {
  readonly billedAt: string | null;
  readonly objection: { readonly at: string } | null;
}

/** Whether what is disputed is the bill before: it was entered anew since, and nobody has said anything of this one yet. */
export const isOfBillBefore = ({ billedAt, objection }: Disputed): boolean =>
  billedAt !== null && objection !== null && Date.parse(objection.at) < Date.parse(billedAt);
