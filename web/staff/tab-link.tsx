import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';

interface Props {
  readonly href: string;
  readonly isCurrent: boolean;
  readonly children: ReactNode;
}

/** One of a row of pages; the row may be wider than a phone, and the page that is open is never the one out of sight. */
export const TabLink = ({ href, isCurrent, children }: Props) => {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  return (
    <Link ref={link} href={href} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </Link>
  );
};
