import type { ReactNode } from 'react';
import './notice.css';

/** A short message in its place. `bad` is spoken at once by screen readers. */
export const Notice = ({ tone = 'plain', title, children }: { tone?: 'plain' | 'good' | 'warn' | 'bad'; title?: string; children?: ReactNode }) => (
  <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {title && <strong>{title}</strong>}
    {children}
  </div>
);
