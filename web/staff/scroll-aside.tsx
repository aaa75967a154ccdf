import type { ReactNode } from 'react';

/** What is wider than its page, as a table of many columns: pushed sideways by finger or mouse, or by the arrow keys once Tab has reached it. */
export const ScrollAside = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse reaches its end by keys (WCAG 2.1.1)
  <section className="scroll-aside" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
