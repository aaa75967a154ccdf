import type { ReactNode } from 'react';
import './nothing.css';

/** What stands where a list would: that there is nothing, and how something would get there; the ring is the map's sign of a cover that is not there. */
export const Nothing = ({ words, children }: { words: string; children?: ReactNode }) => (
  <div className="nothing">
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="17" />
      <path d="M13 16h14M13 24h14M17 11v18M23 11v18" />
    </svg>
    <p>{words}</p>
    {children}
  </div>
);
